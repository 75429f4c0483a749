package org.wonbooks.flow.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An invoice follows its deal once, whatever becomes of the call or of its answer. */
abstract class UpdateInDoubtTests extends UnsentInvoices {

    private static final String STALE =
            "{\\\"Fault\\\":{\\\"Error\\\":[{\\\"Message\\\":\\\"Stale Object Error\\\",\\\"code\\\":\\\"5010\\\"}],\\\"type\\\":\\\"ValidationFault\\\"}}";

    @Test
    void aCallThatWasCutAfterItsCommitIsSeenAndNotRepeated() {
        long lead = invoiced("Cut", "100");
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"forgotten\"}");
        spoil("POST", "invoice$", "after", 1, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
        assertThat(steps(lead)).contains("update-1 DONE");
    }

    @Test
    void aCallThatNeverArrivedIsRepeatedToTheLetterUnderItsId() {
        long lead = invoiced("Lost", "100");
        spoil("POST", "invoice$", "before", 2, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$"))
                .hasSize(3)
                .containsOnly(calls("POST", "invoice$").get(0));
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoneIsNotTakenForOne() {
        long lead = invoiced("Garbled", "100");
        spoil("POST", "invoice$", "after", 1, 200, "<html>Welcome</html>");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void anEditWhileACallIsInDoubtFollowsAfterIt() {
        long lead = invoiced("Twice", "100");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "leads/notes$", "kind": "status", "when": "before",
                 "status": 400, "body": "{}"}""");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(steps(lead)).contains("update-1 DONE", "update-1-note CALLING");
        asIfTheProcessHadDiedBeforeItWroteDownTheAnswer(lead);
        edit(lead, "{\"price\": 300}");
        sandbox.delete("/calls");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("300");
        assertThat(frozen(lead)).isEqualByComparingTo("300");
        assertThat(notes(lead)).hasSize(3);
        assertThat(notes(lead).get(1)).contains("from 100.00 USD to 150.00 USD");
        assertThat(notes(lead).get(2)).contains("from 150.00 USD to 300.00 USD");
    }

    private void asIfTheProcessHadDiedBeforeItWroteDownTheAnswer(long lead) {
        jdbc.sql(
                        """
                        update deal set intent_asked = '{"dealName": "Twice", "intent": ' || intent || '}', total = 100,
                                        balance = 100
                         where lead_id = ?
                        """)
                .param(lead)
                .update();
        jdbc.sql("update deal set intent = intent_before where lead_id = ?")
                .param(lead)
                .update();
        jdbc.sql("update step set state = 'CALLING', external_id = null where name = 'update-1' and deal_id ="
                        + " (select id from deal where lead_id = ?)")
                .param(lead)
                .update();
    }

    @Test
    void whatAPersonChangedWhileACallWasInDoubtIsNotOverwritten() {
        long lead = invoiced("In doubt, by hand", "100");
        spoil("POST", "invoice$", "before", 9, 500, "");
        edit(lead, "{\"price\": 150}");
        look(lead);
        assertThat(workState("deal-won", lead)).isEqualTo("DEAD");
        sandbox.delete("/faults");
        sandbox.post("/quickbooks/invoices/" + invoice(lead), "{\"amount\": 120.00}");
        awaitQuiet();
        sandbox.delete("/calls");

        look(lead);
        assertThat(calls("POST", "invoice$")).isEmpty();
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("120");
        assertThat(difference(lead)).contains("150.00", "was changed in QuickBooks");
        assertThat(steps(lead)).contains("update-1 SKIPPED");
    }

    @Test
    void aStaleOneIsReadAgainAndAskedForAgain() {
        long lead = invoiced("Stale", "100");
        spoil("POST", "invoice$", "before", 1, 400, STALE);
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(2).doesNotHaveDuplicates();
        assertThat(calls("GET", "invoice/\\d+$")).hasSize(2);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void oneThatStaysStaleNeedsAPersonAfterThreeTries() {
        long lead = invoiced("Ever stale", "100");
        spoil("POST", "invoice$", "before", 9, 400, STALE);
        edit(lead, "{\"price\": 150}");
        look(lead);

        assertThat(calls("POST", "invoice$")).hasSize(3);
        assertThat(reason("deal-won", lead)).startsWith("Held: ").contains("5010");
        assertThat(attention(lead)).contains("3 times", "5010");
        assertThat(difference(lead)).contains("150.00");
        assertThat(frozen(lead)).isEqualByComparingTo("100");

        sandbox.delete("/faults");
        look(lead);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(attention(lead)).isNull();
        assertThat(notes(lead)).hasSize(2);
    }

    private void spoil(String method, String path, String when, int count, int status, String body) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "%s", "path": "%s", "kind": "status", "when": "%s", "count": %d,
                 "status": %d, "body": "%s"}"""
                        .formatted(method, path, when, count, status, body));
    }
}
