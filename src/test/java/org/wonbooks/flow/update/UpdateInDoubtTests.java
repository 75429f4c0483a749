package org.wonbooks.flow.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An invoice follows its deal once, whatever becomes of the call or of its answer. */
abstract class UpdateInDoubtTests extends UnsentInvoices {

    private static final String STALE =
            "{\\\"Fault\\\":{\\\"Error\\\":[{\\\"Message\\\":\\\"Stale Object Error\\\",\\\"code\\\":\\\"5010\\\"}],\\\"type\\\":\\\"ValidationFault\\\"}}";

    @Test
    void aCallThatWasCutAfterItsCommitIsSeenAndNotRepeated() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"forgotten\"}");
        long lead = followed("Cut", "after", 1, 500, "");

        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(calls("POST", "invoice$")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
        assertThat(steps(lead)).contains("update-1 DONE");
    }

    @Test
    void aCallThatNeverArrivedIsRepeatedToTheLetterUnderItsId() {
        long lead = followed("Lost", "before", 2, 500, "");

        assertThat(calls("POST", "invoice$"))
                .hasSize(3)
                .containsOnly(calls("POST", "invoice$").get(0));
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void anAnswerThatIsNoneIsNotTakenForOne() {
        long lead = followed("Garbled", "after", 1, 200, "<html>Welcome</html>");
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
        long lead = followed("In doubt, by hand", "before", 9, 500, "");
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
        long lead = followed("Stale", "before", 1, 400, STALE);

        assertThat(calls("POST", "invoice$")).hasSize(2).doesNotHaveDuplicates();
        assertThat(calls("GET", "invoice/\\d+$")).hasSize(2);
        assertThat(frozen(lead)).isEqualByComparingTo("150");
        assertThat(notes(lead)).hasSize(2);
    }

    @Test
    void oneThatStaysStaleNeedsAPersonAfterThreeTries() {
        long lead = followed("Ever stale", "before", 9, 400, STALE);

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

    /** An invoice over 100, whose deal is looked at when it is worth 150: so many calls for that are spoilt. */
    private long followed(String name, String when, int count, int status, String body) {
        long lead = invoiced(name, "100");
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "invoice$", "kind": "status", "when": "%s",
                 "count": %d, "status": %d, "body": "%s"}"""
                        .formatted(when, count, status, body));
        edit(lead, "{\"price\": 150}");
        look(lead);
        return lead;
    }
}
