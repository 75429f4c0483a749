package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/** Two deals are merged in Kommo: the one is gone, the other has its fields. There is one invoice for both. */
abstract class MergedDealsTests extends RunningWonbooks {

    @Test
    void theDealThatStaysKeepsTheInvoice() {
        long gone = invoiced("Merged away");
        String invoice = invoice(gone);
        long stays = deal("Stays", "100", "Stella Stays", "stella@stays.example");
        merge(gone, stays);
        sandbox.win(stays);
        until().until(() -> workState("deal-won", stays), "DONE"::equals);
        awaitQuiet();

        assertThat(booked(gone)).isEqualTo(invoice);
        assertThat(sandbox.invoicesOf(stays)).isEmpty();
        assertThat(invoice(stays)).isEqualTo(invoice);
        assertThat(state(stays)).isEqualTo("SENT");
        assertThat(attention(stays)).isNull();
        assertThat(timeline(stays)).anyMatch(line -> line.contains("they were merged"));
        assertThat(workState("deal-won", stays)).isEqualTo("DONE");

        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        until().until(() -> state(stays), "PAID"::equals);
        awaitQuiet();
        assertThat(sandbox.lead(stays).at("/fields/QB_PAID").asBoolean()).isTrue();

        look(gone);
        assertThat(reason("deal-won", gone)).contains("merged into deal " + stays);
        assertThat(state(gone)).isNull();
    }

    @Test
    void whatWasSeenOfTheOtherDealBeforeDoesNotHinderIt() {
        long gone = invoiced("Merged too");
        String invoice = invoice(gone);
        long stays = deal("Worth nothing at first", "0", "Nora Nothing", "nora@nothing.example");
        sandbox.win(stays);
        until().until(() -> state(stays), "SKIPPED"::equals);
        merge(gone, stays);
        until().until(() -> attention(gone) != null);
        awaitQuiet();
        assertThat(attention(gone)).contains("is gone from Kommo", "stays as it is", "merged into another deal");
        look(stays);

        assertThat(latest("invoice_id", stays)).isEqualTo(invoice);
        assertThat(attention(stays)).isNull();
        assertThat(latest("difference", stays)).contains("invoiced was 100.00");
        assertThat(sandbox.invoicesOf(stays)).isEmpty();
    }

    @Test
    void aCopiedDealIsHeldWithTheOtherDealsNumber() {
        long first = invoiced("Original");
        long copy = deal("Copy", "100", "Cora Copy", "cora@copy.example");
        carry(copy, invoice(first));
        sandbox.win(copy);
        until().until(() -> attention(copy) != null);
        awaitQuiet();

        assertThat(sandbox.invoicesOf(copy)).isEmpty();
        assertThat(invoice(copy)).isNull();
        assertThat(attention(copy)).contains("of deal " + first, "copied");
        assertThat(shown(copy).path("fix").asText()).contains("Clear the field QB_INVOICE_ID");
        assertThat(invoice(first)).isNotNull();

        carry(copy, null);
        look(copy);
        assertThat(sandbox.invoicesOf(copy)).hasSize(1);
        assertThat(attention(copy)).isNull();
    }

    @Test
    void aDealThatIsGoneWithAnOpenInvoiceNeedsAPerson() {
        long gone = invoiced("Just gone");
        sandbox.post("/kommo/leads/" + gone, "{\"delete\": true}");
        until().until(() -> attention(gone) != null);
        assertThat(attention(gone)).contains("is gone from Kommo", "stays as it is: void it in QuickBooks");
        assertThat(only(sandbox.invoicesOf(gone)).path("total").decimalValue()).isEqualByComparingTo("100");
    }

    @Test
    void twoDealsThatBothHaveInvoicesKeepThem() {
        long gone = invoiced("First of two");
        long stays = invoiced("Second of two");
        String own = invoice(stays);
        merge(gone, stays);
        until().until(() -> attention(gone) != null);
        look(stays);
        assertThat(invoice(stays)).isEqualTo(own);
        assertThat(attention(gone)).contains("is gone from Kommo");
        assertThat(List.of(
                        sandbox.invoicesOf(gone).size(),
                        sandbox.invoicesOf(stays).size()))
                .containsExactly(1, 1);
    }

    private long invoiced(String name) {
        long lead = billed(name, "100");
        awaitQuiet();
        return lead;
    }

    /** As Kommo leaves them: the fields of both on the one, and the other is gone. */
    private void merge(long gone, long stays) {
        carry(stays, invoice(gone));
        sandbox.post("/kommo/leads/" + gone, "{\"delete\": true}");
    }

    private void carry(long lead, String invoice) {
        String values = invoice == null ? "null" : "[{\"value\": \"" + invoice + "\"}]";
        JsonNode changed = sandbox.post(
                "/kommo/leads/" + lead,
                "{\"custom_fields_values\": [{\"field_code\": \"QB_INVOICE_ID\", \"values\": " + values + "}]}");
        assertThat(changed.path("id").asLong()).isEqualTo(lead);
    }

    private String invoice(long lead) {
        return column("select invoice_id from deal where lead_id = ?", lead);
    }

    private String latest(String column, long lead) {
        return column("select " + column + " from deal where lead_id = ? order by cycle desc", lead);
    }
}
