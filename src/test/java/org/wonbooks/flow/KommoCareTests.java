package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What Kommo did not tell is found, its webhook is looked after, and a deal that needs a person says so there. */
abstract class KommoCareTests extends RunningWonbooks {

    private static final long NEGOTIATION = 67548607;
    private static final long PIPELINE = 8572511;

    @Autowired
    Sweeps sweeps;

    @Autowired
    WorkQueue queue;

    @AfterEach
    void defaultSettings() {
        jdbc.sql("update connection set settings = '{}'").update();
    }

    @Test
    void whatNoHookToldIsInvoicedAfterOneSweepAndCostsNothingAfterwards() {
        awaitQuiet();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        List<Long> won = Stream.of("Lost one", "Lost two", "Lost three")
                .map(name -> deal(name, "10", name + " Contact", null))
                .toList();
        won.forEach(sandbox::win);

        sweep();

        won.forEach(
                lead -> assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue())
                        .isEqualByComparingTo("10"));
        sandbox.delete("/calls");
        sweep();
        // Deals, moves, account, webhook, the books' changes, and the deals of other tests that are not invoiced.
        assertThat(StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                        .map(call -> call.path("path").asText().replaceFirst(".*/v[34]/", "")))
                .containsSubsequence("leads", "events", "account", "webhooks")
                .allMatch(path -> path.matches("leads|events|account|webhooks|leads/\\d+|company/\\d+/cdc"))
                .noneMatch(path -> won.stream().anyMatch(lead -> path.endsWith("/" + lead)));
    }

    @Test
    void aDealThatIsDeadIsTriedAgainByASweepOnlyWhenItChanged() {
        jdbc.sql("update connection set settings = '{\"invoice\": {\"item\": \"Consulting\"}}'")
                .update();
        long lead = deal("Clash", "12", "Harborview Printing", "clash@harborview.example");
        sandbox.win(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        until().until(() -> workState("deal-task", lead), "DONE"::equals);
        sandbox.patch("/hooks", "{\"enabled\": false}");

        sweep();
        assertThat(work("hints", "deal-won", lead)).isEqualTo("1");

        awaitNextSecond();
        sandbox.post("/kommo/leads/" + lead, "{\"name\": \"Clash, looked at\"}");
        sweep();
        assertThat(work("hints", "deal-won", lead)).isEqualTo("2");
    }

    @Test
    void aWebhookThatKommoSwitchedOffIsSwitchedOnAgain() {
        sandbox.post("/kommo/webhooks/disable");
        sweep();
        long lead = deal("Told again", "13", "Tom Toldagain", "tom@again.example");
        sandbox.win(lead);
        awaitNotes(lead, 1);
        assertThat(workState("connection-provision", connection().id())).isEqualTo("DONE");
    }

    @Test
    void aWebhookThatStaysOffIsReportedOnceAndTheSweepGoesOn() {
        long connection = connection().id();
        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": true}");
        long lead = deal("Swept", "14", "Sven Swept", "sven@swept.example");
        sandbox.win(lead);

        sweep();

        assertInvoicedBesideADeadWebhook(lead);
        assertThat(work("fix", "connection-provision", connection)).contains("Settings > Integrations > Web hooks");
        String reported = work("hints", "connection-provision", connection);
        sweep();
        assertThat(work("hints", "connection-provision", connection)).isEqualTo(reported);

        sandbox.post("/kommo/webhooks/disable", "{\"stubborn\": false}");
        sweep();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    /** As in a plan of Kommo that has none. */
    @Test
    void aWebhookThatIsForbiddenIsReportedOnceAndDealsGoOn() {
        long connection = connection().id();
        jdbc.sql("update connection set kommo_answered_at = null").update();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "path": "webhooks$", "count": 1000, "status": 403,
                 "body": "{\\"title\\": \\"Forbidden\\", \\"status\\": 403}"}
                """);
        long lead = deal("Without a hook", "14", "Willa Without", "willa@without.example");
        sandbox.win(lead);

        sweep();

        assertInvoicedBesideADeadWebhook(lead);
        assertThat(reason("connection-provision", connection)).contains("webhook", "Kommo forbids access");
        assertThat(work("fix", "connection-provision", connection)).contains("as an administrator");
        assertThat(connection().outage()).isNull();
        assertThat(jdbc.sql("select count(*) from connection where kommo_answered_at is not null")
                        .query(Long.class)
                        .single())
                .as("connections that paused meanwhile")
                .isZero();
        String reported = work("hints", "connection-provision", connection);
        sweep();
        assertThat(work("hints", "connection-provision", connection)).isEqualTo(reported);

        sandbox.delete("/faults");
        sweep();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    @Test
    void fieldsThatMayNotBeMadeAreADeadLetterAndDealsGoOn() {
        long connection = connection().id();
        jdbc.sql("update connection set settings = '{\"fields\": {\"paid\": \"NOT_MADE_YET\"}}'")
                .update();
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "custom_fields$", "count": 1000, "status": 402,
                 "body": "{\\"title\\": \\"Payment Required\\", \\"status\\": 402}"}
                """);

        product.post("/connections/" + connection + "/provision");
        awaitQuiet();

        assertThat(workState("connection-provision", connection)).isEqualTo("DEAD");
        assertThat(reason("connection-provision", connection)).contains("fields", "not paid for");
        assertThat(connection().outage()).isNull();

        sandbox.delete("/faults");
        jdbc.sql("update connection set settings = '{}'").update();
        product.post("/connections/" + connection + "/provision");
        awaitQuiet();
        assertThat(workState("connection-provision", connection)).isEqualTo("DONE");
    }

    @Test
    void theAccountsCurrencyAndZoneAreAsTheyWereAtTheLastSweep() {
        sandbox.patch("/kommo/account", "{\"currency\": \"EUR\"}");
        sweep();
        assertThat(connection().kommoCurrency()).isEqualTo("EUR");
        sandbox.patch("/kommo/account", "{\"currency\": \"USD\"}");
        sweep();
        assertThat(connection().kommoCurrency()).isEqualTo("USD");
    }

    @Test
    void aHeldDealHasOneTaskForItsResponsibleUserUntilItIsSettled() {
        long lead = heldDeal("Large");
        JsonNode task = only(tasks(lead));
        assertThat(task.path("text").asText())
                .contains("above the limit of 100", "have it approved", "[wonbooks 1 task-1]");
        assertThat(task.path("completed").asBoolean()).isFalse();
        assertThat(task.path("responsible").asLong())
                .isEqualTo(sandbox.lead(lead).path("responsible").asLong());

        // The same again opens no second one.
        mark(lead);
        awaitQuiet();
        assertThat(tasks(lead)).hasSize(1);

        approve(lead);
        awaitQuiet();
        task = only(tasks(lead));
        assertThat(task.path("completed").asBoolean()).isTrue();
        assertThat(task.path("result").asText()).contains("Settled", "Invoice " + docNumber(lead));
        assertThat(attention(lead)).isNull();
    }

    @Test
    void anApprovalLetsPassWhatWasSaidAndNothingElse() {
        long lead = heldDeal("Grown");
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 60000}");
        approve(lead);
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(attention(lead)).startsWith("The amount 60000.00 is above the limit");

        approve(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("60000");
    }

    @Test
    void aDealThatIsNotToBeInvoicedAnyMoreNeedsNobody() {
        long lead = heldDeal("Changed our minds");
        sandbox.post("/kommo/leads/" + lead + "/move?pipeline=" + PIPELINE + "&status=" + NEGOTIATION);
        mark(lead);
        awaitQuiet();
        assertThat(only(tasks(lead)).path("completed").asBoolean()).isTrue();
        assertThat(attention(lead)).isNull();
    }

    @Test
    void aDealThatAPersonSkippedIsNeverAskedAboutAgain() {
        long lead = heldDeal("Skipped");
        product.post("/work/" + work("id", "deal-won", lead) + "/skip");
        awaitQuiet();
        assertThat(only(tasks(lead)).path("completed").asBoolean()).isTrue();

        sandbox.patch("/hooks", "{\"enabled\": false}");
        assertSkippedForGood(lead, "Skipped, and edited");

        jdbc.sql("update connection set settings = '{}'").update();
        assertSkippedForGood(lead, "Skipped, below the limit");
    }

    /** @param name by which an edit calls it, for a sweep to see it */
    private void assertSkippedForGood(long lead, String name) {
        String hints = work("hints", "deal-won", lead);
        awaitNextSecond();
        sandbox.post("/kommo/leads/" + lead, "{\"name\": \"" + name + "\"}");
        sweep();
        assertThat(work("hints", "deal-won", lead)).as("the sweep has seen it").isNotEqualTo(hints);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(attention(lead)).isNull();
        assertThat(shown(lead).at("/decision/by").asText()).isEqualTo("admin");
        assertThat(only(tasks(lead)).path("completed").asBoolean()).isTrue();
    }

    @Test
    void whatWasWonAndMovedOnDuringAPauseIsAskedAbout() {
        long connection = connection().id();
        product.patch("/connections/" + connection, "{\"paused\": true}");
        long lead = deal("Paused", "50", "Paula Paused", "paula@paused.example");
        sandbox.win(lead);
        sandbox.post("/kommo/leads/" + lead + "/move?pipeline=" + PIPELINE + "&status=" + NEGOTIATION);

        product.patch("/connections/" + connection, "{\"paused\": false}");
        until().until(() -> attention(lead) != null);
        awaitQuiet();

        assertThat(attention(lead)).isEqualTo("The deal was won, and moved on before Wonbooks had looked at it");
        JsonNode task = only(tasks(lead));
        assertThat(task.path("text").asText()).contains("moved on before Wonbooks had looked at it", "Approve it");
        assertThat(task.path("completed").asBoolean()).isFalse();
        assertThat(product.get("/attention?connection=" + connection)
                        .path("items")
                        .findValuesAsText("code"))
                .contains("MOVED_ON");
        assertThat(sandbox.invoicesOf(lead)).isEmpty();

        approve(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("50");
        assertThat(only(tasks(lead)).path("completed").asBoolean()).isTrue();
    }

    /** Neither work may forget that the other needs a person, nor remember it for ever. */
    @Test
    void aDealThatLeftItsStageNeedsAPersonUntilItsInvoiceIsVoided() {
        long lead = deal("Left", "50", "Lena Left", null);
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead + "/move?pipeline=" + PIPELINE + "&status=" + NEGOTIATION);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        String invoice = only(sandbox.invoicesOf(lead)).path("id").asText();
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay?amount=20");
        awaitNotes(lead, 2);
        awaitQuiet();
        assertThat(attention(lead)).as("it is open still").contains("left the won stage");

        sandbox.post("/quickbooks/invoices/" + invoice + "/void");
        until().until(() -> attention(lead) == null);
    }

    @Test
    void aTaskThatWasCutAfterItsCommitIsNotOpenedTwice() {
        awaitQuiet();
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "tasks$", "count": 1, "kind": "cut", "when": "after"}
                """);
        long lead = heldDeal("Cut task");
        assertThat(sandbox.get("/faults")).isEmpty();
        assertThat(tasks(lead)).hasSize(1);
        assertThat(steps(lead)).containsExactly("task-1 DONE");
    }

    @Test
    void anotherReasonChangesTheOpenTask() {
        long lead = heldDeal("Growing");
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 5432.1}");
        mark(lead);
        awaitQuiet();
        JsonNode task = only(tasks(lead));
        assertThat(task.path("text").asText()).contains("5432.10", "[wonbooks 1 task-1]");
        assertThat(task.path("completed").asBoolean()).isFalse();
    }

    @Test
    void aTaskForSomebodyWhoLeftIsForAnyone() {
        long lead = deal("Left alone", "500", "Lena Left", "lena@left.example");
        long user = sandbox.lead(lead).path("responsible").asLong();
        sandbox.post("/kommo/users/" + user + "/deactivate");
        hold(lead);
        JsonNode task = only(tasks(lead));
        assertThat(task.path("text").asText()).contains("above the limit");
        assertThat(task.path("completed").asBoolean()).isFalse();
    }

    @Test
    void aTaskThatKommoRefusesIsADeadLetterOfItsOwn() {
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "POST", "path": "tasks$", "count": 1, "kind": "status", "when": "before",
                 "status": 400, "body": "{\\"title\\": \\"Bad Request\\", \\"detail\\": \\"No tasks today\\"}"}
                """);
        long lead = heldDeal("No task");
        assertThat(workState("deal-task", lead)).isEqualTo("DEAD");
        assertThat(reason("deal-task", lead)).contains("No tasks today");
        assertThat(attention(lead)).contains("above the limit");
        assertThat(work("hints", "deal-task", lead)).isEqualTo("1");
    }

    private void assertInvoicedBesideADeadWebhook(long lead) {
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(workState("kommo-sweep", "kommo")).isEqualTo("DONE");
        assertThat(workState("connection-provision", connection().id())).isEqualTo("DEAD");
    }

    private long heldDeal(String name) {
        long lead = deal(name, "500", name + " Contact", null);
        hold(lead);
        return lead;
    }

    private void hold(long lead) {
        jdbc.sql("update connection set settings = '{\"invoice\": {\"maxAmount\": 100}}'")
                .update();
        sandbox.win(lead);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
    }

    private void mark(long lead) {
        queue.markDue(
                connection().id(),
                WorkKind.DEAL_WON,
                String.valueOf(lead),
                Lane.deal(connection().id(), lead));
    }

    private void sweep() {
        sweeps.start(connection(), null);
        awaitQuiet();
    }

    private String docNumber(long lead) {
        return column("select doc_number from deal where lead_id = ?", lead);
    }

    private String workState(String kind, String key) {
        return jdbc.sql("select state from work where kind = ? and work_key = ?")
                .params(kind, key)
                .query(String.class)
                .single();
    }
}
