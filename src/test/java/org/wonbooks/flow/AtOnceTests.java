package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import org.wonbooks.testing.RunningWonbooks;

/**
 * Nobody waits for a look that comes now and then: those are an hour apart. An application of its own, as all others
 * look often.
 */
@TestPropertySource(properties = "wonbooks.work.poll=1h")
abstract class AtOnceTests extends RunningWonbooks {

    @Test
    void aDealAndItsPaymentGoThroughWithoutAPoll() {
        long lead = billed("At once", "120.50", "Olive Once", "olive@once.example");
        String invoice = booked(lead);

        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        awaitNotes(lead, 2);

        assertThat(state(lead)).isEqualTo("PAID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\", \"status\": 500", "\"cut\""})
    void whatFailedIsTriedAgainWithoutAPoll(String kind) {
        long lead = deal("At the second try", "80", "Owen Again", "owen@again.example");
        sandbox.post(
                "/faults",
                "{\"system\": \"quickbooks\", \"method\": \"POST\", \"path\": \"invoice$\", \"count\": 1, \"kind\": "
                        + kind + "}");
        sandbox.win(lead);
        awaitNotes(lead, 1);

        assertThat(state(lead)).isEqualTo("SENT");
    }
}
