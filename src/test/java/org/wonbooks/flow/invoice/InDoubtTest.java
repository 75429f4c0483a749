package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.testing.RunningWonbooks;

/** A call whose end nobody saw: whatever QuickBooks remembers of it, and however late it shows what is new. */
class InDoubtTest extends RunningWonbooks {

    @Autowired
    CompanyBooks books;

    @AfterEach
    void asUsual() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"kept\", \"readLag\": \"PT0S\"}");
    }

    @Test
    void isLookedForSinceItsIdMayBeForgotten() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"forgotten\"}");
        spoil("POST", "customer$", "cut", "after");
        spoil("POST", "invoice$", "cut", "after");
        spoil("POST", "send$", "cut", "after");
        long lead = win(dealJson("Forgotten", "220", "Франц Кафка", null));
        awaitNotes(lead, 1);
        long sent = win(dealJson("Forgotten too", "221", "Frances Forgotten", "frances@forgotten.example"));
        awaitNotes(sent, 1);

        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(sandbox.customers("Франц Кафка")).hasSize(1);
        assertThat(only(sandbox.invoicesOf(sent)).path("emails").asInt()).isEqualTo(1);
        assertThat(sandbox.get("/faults")).isEmpty();
    }

    @Test
    void isRepeatedUnderItsIdSinceASearchMayLag() {
        sandbox.patch("/quickbooks/modes", "{\"readLag\": \"PT1H\"}");
        spoil("POST", "customer$", "cut", "after");
        spoil("POST", "invoice$", "cut", "after");
        long lead = win(dealJson("Lagging", "230", "Larry Lag", "larry@lag.example"));
        awaitNotes(lead, 1);

        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(sandbox.customers("Larry Lag")).hasSize(1);
    }

    @Test
    void getsANewIdOnlyWhenItIsProvedThatNothingWasMade() {
        sandbox.patch("/quickbooks/modes", "{\"requestIds\": \"errors\"}");
        spoil("POST", "invoice$", "status\", \"status\": 500, \"body\": \"", "before");
        long lead = win(dealJson("Remembered", "240", "Remy Remembered", "remy@remembered.example"));
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(requestIds("/invoice$")).hasSize(1);

        replay(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(requestIds("/invoice$")).as("too early for a proof").hasSize(1);

        time.pass(Duration.ofMinutes(6));
        spoil("GET", "cdc$", "status\", \"status\": 200, \"body\": \"" + " ".repeat(5 << 20) + "{}", "before");
        replay(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(reason("deal-won", lead)).startsWith("QuickBooks failed (500)");
        assertThat(requestIds("/invoice$")).as("too large for a proof").hasSize(1);

        time.pass(Duration.ofMinutes(6));
        replay(lead);
        awaitNotes(lead, 1);
        assertThat(requestIds("/invoice$")).hasSize(2);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(timeline(lead)).contains("The call for the invoice came to nothing: QuickBooks has none");
    }

    /** By lists that were read for it: remembered ones would be read anew first, and it would be tried once more. */
    @Test
    void isNotInDoubtWhenItWasRefused() {
        books.forget(connection().id());
        spoil("POST", "invoice$", "status\", \"status\": 400, \"body\": \"" + CLOSED, "before");
        long lead = win(dealJson("Refused", "250", "Rita Refused", "rita@refused.example"));
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).contains("6200");
        assertThat(steps(lead)).contains("invoice NOT_MADE");

        replay(lead);
        awaitNotes(lead, 1);
        assertThat(requestIds("/invoice$")).hasSize(2);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void isNotTakenForAnswered() {
        spoil("POST", "customer$", "status\", \"status\": 200, \"body\": \"{}", "after");
        spoil("POST", "invoice$", "status\", \"status\": 200, \"body\": \"<html>Welcome</html>", "after");
        spoil("POST", "send$", "truncated", "after");
        long lead = win(dealJson("Garbled", "270", "Gary Garbled", "gary@garbled.example"));
        awaitNotes(lead, 1);
        assertThat(only(sandbox.invoicesOf(lead)).path("emails").asInt()).isEqualTo(1);
        assertThat(sandbox.customers("Gary Garbled")).hasSize(1);
    }

    private static final String CLOSED =
            "{\\\"Fault\\\":{\\\"Error\\\":[{\\\"Message\\\":\\\"Closed\\\",\\\"code\\\":\\\"6200\\\"}],\\\"type\\\":\\\"ValidationFault\\\"}}";

    private long win(String json) {
        sandbox.delete("/calls");
        long lead = sandbox.deal(json);
        sandbox.win(lead);
        return lead;
    }

    private void spoil(String method, String path, String kind, String when) {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "%s", "path": "%s", "kind": "%s", "when": "%s"}"""
                        .formatted(method, path, kind, when));
    }

    private void replay(long lead) {
        jdbc.sql("update work set state = 'OPEN', attempts = 0 where kind = 'deal-won' and work_key = ?")
                .param(String.valueOf(lead))
                .update();
    }

    private List<String> requestIds(String path) {
        return StreamSupport.stream(
                        sandbox.get("/calls?system=quickbooks&path=" + path.replace("$", "%24"))
                                .spliterator(),
                        false)
                .filter(call -> call.path("method").asText().equals("POST"))
                .map(call -> call.path("query").asText())
                .distinct()
                .toList();
    }
}
