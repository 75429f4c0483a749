package org.wonbooks.flow.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/** A deal that needs a person says so in Kommo, by one task until it is settled. */
abstract class DealTasksTests extends RunningWonbooks {

    private static final long NEGOTIATION = 67548607;
    private static final long PIPELINE = 8572511;

    @AfterEach
    void defaultSettings() {
        settings("{}");
    }

    @Test
    void aHeldDealHasOneTaskForItsResponsibleUserUntilItIsSettled() {
        long lead = heldDeal("Large");
        JsonNode task = only(tasks(lead));
        assertThat(task.path("text").asText())
                .contains("above the limit of 100", "press “Approve”", "[wonbooks 1 task-1]");
        assertThat(task.path("completed").asBoolean()).isFalse();
        assertThat(task.path("responsible").asLong())
                .isEqualTo(sandbox.lead(lead).path("responsible").asLong());

        // The same again opens no second one.
        look(lead);
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
        look(lead);
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

        settings("{}");
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
        assertThat(task.path("text").asText()).contains("moved on before Wonbooks had looked at it", "press “Approve”");
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
        long lead = billed("Left", "50", "Lena Left", null);
        awaitQuiet();
        sandbox.post("/kommo/leads/" + lead + "/move?pipeline=" + PIPELINE + "&status=" + NEGOTIATION);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
        String invoice = booked(lead);
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
        look(lead);
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

    private long heldDeal(String name) {
        long lead = deal(name, "500", name + " Contact", null);
        hold(lead);
        return lead;
    }

    private void hold(long lead) {
        settings("{\"invoice\": {\"maxAmount\": 100}}");
        sandbox.win(lead);
        until().until(() -> attention(lead) != null);
        awaitQuiet();
    }

    private String docNumber(long lead) {
        return column("select doc_number from deal where lead_id = ?", lead);
    }
}
