package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.CheckedWonbooks;

/** Kommo answers with a page of 403: a hiccup, or a block of our address. */
class BlockedAddressTest extends CheckedWonbooks {

    @AfterEach
    void unblock() {
        sandbox.delete("/faults");
    }

    @Test
    void onePageCostsFifteenSecondsAndIsToldToNobody() {
        pages(1);
        long lead = won("Hiccup");
        until().until(() -> String.valueOf(reason("deal-won", lead)).contains("its gateway failed once"));
        assertThat(connection().outage()).isNull();
        assertThat(kommoCalls()).isEqualTo(1);

        time.pass(Duration.ofSeconds(15));

        awaitNotes(lead, 1);
        assertThat(connection().outage()).isNull();
    }

    @Test
    void theSecondPageIsToldAndTheFirstAnswerEndsIt() {
        pages(1000);
        long lead = won("Blocked");
        until().until(() -> kommoCalls() == 1 && workState("deal-won", lead).equals("OPEN"));

        time.pass(Duration.ofSeconds(15));

        until().until(() -> connection().outage() != null);
        assertThat(connection().outage().reason()).isEqualTo("Kommo blocks this address");
        assertThat(connection().outage().fix()).contains("Ask Kommo's support to unblock");
        assertThat(kommoCalls()).isEqualTo(2);

        sandbox.delete("/faults");
        time.pass(Duration.ofSeconds(45));

        awaitNotes(lead, 1);
        assertThat(connection().outage()).isNull();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    private void pages(int count) {
        awaitQuiet();
        sandbox.delete("/calls");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "count": %d, "status": 403, "body": "<html>403 Forbidden</html>"}"""
                        .formatted(count));
    }

    private long won(String name) {
        long lead = deal(name, "15", name + " Customer", null);
        sandbox.win(lead);
        return lead;
    }

    private int kommoCalls() {
        return sandbox.get("/calls?system=kommo").size();
    }
}
