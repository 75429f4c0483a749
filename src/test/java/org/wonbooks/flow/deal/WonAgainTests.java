package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deals that are won a second time: what becomes of the invoice that they have, and what their card shows. */
abstract class WonAgainTests extends DealsWonAgain {

    @Test
    void wonAgainAfterItsInvoiceWasVoidedIsAskedAbout() {
        long lead = invoicedAndLost("Void and again");
        String first = booked(lead);
        loseInvoice(lead, "/void");

        winAgain(lead);
        assertThat(attention(lead)).contains("is won again", "was voided or deleted in QuickBooks");
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(openTasks(lead)).hasSize(1);

        approve(lead, 2);
        assertThat(attention(lead)).isNull();
        assertThat(openTasks(lead)).isEmpty();
        assertThat(shown(lead).path("state").asText()).isEqualTo("SENT");
        assertThat(shown(lead).path("invoiceId").asText()).isNotEqualTo(first);
    }

    @Test
    void wonAgainAfterItsInvoiceWasDeletedIsAskedAboutToo() {
        long lead = invoicedAndLost("Delete and again");
        String first = booked(lead);
        loseInvoice(lead, "/delete");
        assertThat(sandbox.invoicesOf(lead)).isEmpty();

        winAgain(lead);
        assertThat(attention(lead)).contains("is won again", "was voided or deleted in QuickBooks");
        assertThat(openTasks(lead)).hasSize(1);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();

        approve(lead, 1);
        assertThat(openTasks(lead)).isEmpty();
        assertThat(shown(lead).path("invoiceId").asText()).isNotEqualTo(first).isEqualTo(booked(lead));
    }

    @Test
    void aPersonMayLeaveItAtThat() {
        long lead = invoicedAndLost("Void and over");
        loseInvoice(lead, "/void");
        winAgain(lead);

        product.post("/work/" + work("id", "deal-won", lead) + "/skip");
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead, "{\"name\": \"Over and out\", \"price\": 7000}");
        sendKommoHook(wonHook(lead)).join();
        awaitQuiet();

        assertThat(attention(lead)).isNull();
        assertThat(openTasks(lead)).isEmpty();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void theCardShowsTheLatestCycleWhateverIsPaid() {
        again();
        long lead = invoicedAndLost("Twice");
        sandbox.win(lead);
        until().until(() -> sandbox.invoicesOf(lead).size(), count -> count == 2);
        awaitNotes(lead, 2);
        awaitQuiet();
        List<String> invoices = jdbc.sql("select invoice_id from deal where lead_id = ? order by cycle")
                .param(lead)
                .query(String.class)
                .list();
        assertThatItShows(lead, invoices.get(1), "0");

        sandbox.post("/quickbooks/invoices/" + invoices.get(0) + "/pay");
        awaitBalance(invoices.get(0), "0");
        assertThatItShows(lead, invoices.get(1), "0");

        sandbox.post("/quickbooks/invoices/" + invoices.get(1) + "/pay?amount=40");
        until().untilAsserted(() -> assertThatItShows(lead, invoices.get(1), "40"));
        awaitQuiet();

        String payment = jdbc.sql("select payment_id from payment_link where invoice_id = ?")
                .param(invoices.get(0))
                .query(String.class)
                .single();
        sandbox.post("/quickbooks/payments/" + payment + "/void");
        awaitBalance(invoices.get(0), "100");
        assertThatItShows(lead, invoices.get(1), "40");

        sandbox.post("/quickbooks/invoices/" + invoices.get(0) + "/void");
        awaitBalance(invoices.get(0), "0");
        assertThatItShows(lead, invoices.get(1), "40");
        assertThat(shown(lead).path("invoiceId").asText()).isEqualTo(invoices.get(1));
        assertThat(attention(lead)).isNull();
    }

    @Test
    void thrownAwayAndTakenBackIsNoNewCycle() {
        again();
        long lead = billed("Bin", "100", "Bea Bin", "bea@bin.example");
        awaitQuiet();

        sandbox.post("/kommo/leads/" + lead + "/delete");
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead + "/restore");
        until().until(() -> attention(lead) == null);
        awaitQuiet();

        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(shown(lead).path("state").asText()).isEqualTo("SENT");
    }

    private void awaitBalance(String invoice, String balance) {
        until().until(() -> jdbc.sql("select balance from deal where invoice_id = ?")
                        .param(invoice)
                        .query(BigDecimal.class)
                        .single()
                        .compareTo(new BigDecimal(balance))
                == 0);
        awaitQuiet();
    }

    private void assertThatItShows(long lead, String invoice, String paid) {
        JsonNode fields = sandbox.lead(lead).path("fields");
        assertThat(fields.path("QB_INVOICE_ID").asText()).isEqualTo(invoice);
        assertThat(fields.path("QB_PAID").asBoolean()).isFalse();
        assertThat(new BigDecimal(fields.path("QB_PAID_AMOUNT").asText())).isEqualByComparingTo(paid);
    }
}
