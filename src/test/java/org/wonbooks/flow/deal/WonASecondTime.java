package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.wonbooks.testing.RunningWonbooks;

/** Deals whose invoice is void or gone, and that are won again. */
abstract class WonASecondTime extends RunningWonbooks {

    @AfterEach
    void theSameAgain() {
        jdbc.sql("update connection set settings = '{}'").update();
    }

    void again() {
        jdbc.sql("update connection set settings = '{\"won\": {\"again\": \"new\"}}'")
                .update();
    }

    long invoicedAndLost(String name) {
        long lead = deal(name, "100", name + " Customer", name.replaceAll("\\W", "") + "@again.example");
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        assertThat(shown(lead).path("fix").asText()).contains("void the invoice");
        return lead;
    }
}
