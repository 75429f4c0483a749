package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.wonbooks.testing.RunningWonbooks;

/** Deals whose invoice is void or gone, and that are won again. */
abstract class DealsWonAgain extends RunningWonbooks {

    @AfterEach
    void theSameAgain() {
        settings("{}");
    }

    void again() {
        settings("{\"won\": {\"again\": \"new\"}}");
    }

    long invoicedAndLost(String name) {
        long lead = billed(name, "100");
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        assertThat(shown(lead).path("fix").asText()).contains("void the invoice");
        return lead;
    }

    /** Its invoice is voided or deleted in QuickBooks. */
    void loseInvoice(long lead, String how) {
        sandbox.post("/quickbooks/invoices/" + booked(lead) + how);
        until().until(() -> state(lead), "VOIDED"::equals);
        awaitQuiet();
    }

    void winAgain(long lead) {
        sandbox.win(lead);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
    }

    /** A person approves it, and it has so many invoices then. */
    void approve(long lead, int invoices) {
        approve(lead);
        until().until(() -> sandbox.invoicesOf(lead).size(), count -> count == invoices);
        awaitQuiet();
    }
}
