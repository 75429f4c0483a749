package org.wonbooks.flow.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.CheckedWonbooks;

/** Kommo refuses a whole call for one part of it: all other parts are written, and the bad ones are told and mended. */
class RefusedPartsTest extends CheckedWonbooks {

    private static final String PAID = "{\"paid\": {\"mode\": \"stage\", \"pipelineId\": 8572519, \"statusId\": %s}}";
    private static final String DEAD_STAGE = PAID.formatted(99);
    private static final String LIVE_STAGE = PAID.formatted(67548700);

    private long lead;
    private long invoice;

    @BeforeEach
    void invoiceADeal() {
        lead = deal("Parts", "15", "Parts Customer", null);
        sandbox.win(lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        invoice = sandbox.invoicesOf(lead).get(0).path("id").asLong();
    }

    @AfterEach
    void restoreFields() {
        sandbox.delete("/faults");
        sandbox.delete("/kommo/fields/QB_PAID_AMOUNT");
        sandbox.delete("/kommo/fields/QB_PAYMENT_DATE");
        settings("{}");
        provision();
    }

    @Test
    void aDeadStageBlocksTheMoveOnly() {
        settings(DEAD_STAGE);

        pay();

        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoice)).contains("has no stage 99: no paid deal can be moved");
        assertThat(work("fix", "invoice-changed", invoice))
                .contains("“Stage where a paid deal goes”")
                .contains("67548700");
        assertThat(card("QB_PAID")).isEqualTo("true");
        assertThat(card("QB_PAID_AMOUNT")).isEqualTo("15");
        assertThat(sandbox.lead(lead).path("notes")).as("it is told").hasSize(2);
        assertThat(attention(lead)).contains("has no stage 99");
        assertThat(timeline(lead)).anyMatch(line -> line.contains("Needs a person: Pipeline 8572519 has no stage 99"));
        assertThat(patches()).as("the whole, and all but the move").isEqualTo(List.of(400, 200));

        settings(LIVE_STAGE);
        replay("invoice-changed", invoice);
        awaitQuiet();
        assertThat(workState("invoice-changed", invoice)).isEqualTo("DONE");
        assertThat(sandbox.lead(lead).path("status").asText()).isEqualTo("67548700");
        assertThat(sandbox.lead(lead).path("notes")).as("told once").hasSize(2);
        assertThat(state(lead)).isEqualTo("PAID");
        assertThat(patches()).isEqualTo(List.of(400, 200, 200));
    }

    @Test
    void severalBadPartsAreToldTogetherAndTheRestIsWritten() {
        settings(DEAD_STAGE);
        sandbox.delete("/kommo/fields/QB_PAID_AMOUNT");
        field("QB_PAYMENT_DATE", "checkbox");

        pay();

        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoice))
                .contains("no field with the code QB_PAID_AMOUNT")
                .contains("is of the type checkbox")
                .contains("has no stage 99");
        assertThat(work("fix", "invoice-changed", invoice))
                .contains("press “Provision”")
                .contains("another code for it in “Settings”")
                .contains("“Stage where a paid deal goes”");
        assertThat(card("QB_PAID")).isEqualTo("true");
        assertThat(sandbox.lead(lead).path("notes")).hasSize(2);

        sandbox.delete("/kommo/fields/QB_PAYMENT_DATE");
        settings(LIVE_STAGE);
        provision();
        replay("invoice-changed", invoice);
        awaitQuiet();
        assertThat(workState("invoice-changed", invoice)).isEqualTo("DONE");
        assertThat(card("QB_PAID_AMOUNT")).isEqualTo("15");
        assertThat(sandbox.lead(lead).path("status").asText()).isEqualTo("67548700");
        assertThat(sandbox.lead(lead).path("notes")).hasSize(2);
    }

    /**
     * Nobody sees the answer to the call with the rest: it is composed, refused and sent anew, and told all the same.
     */
    @Test
    void theRestMayBeInDoubt() {
        settings(DEAD_STAGE);
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "PATCH", "path": "leads/%d", "every": 2, "kind": "status", "when": "after",
                 "status": 500}"""
                        .formatted(lead));

        pay();

        until().until(() -> reason("invoice-changed", invoice) != null);
        jdbc.sql("update work set due_at = first_seen_at where state = 'OPEN'").update();
        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoice)).contains("has no stage 99");
        assertThat(card("QB_PAID")).isEqualTo("true");
        assertThat(sandbox.lead(lead).path("notes")).hasSize(2);
    }

    /** Whoever refuses without a word of what it is about is asked for all but the move. */
    @Test
    void aRefusalThatNamesNothingBlocksTheMoveOnlyToo() {
        settings(DEAD_STAGE);
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "PATCH", "path": "leads/%d", "status": 400,
                 "body": "{\\"title\\": \\"Bad Request\\", \\"status\\": 400, \\"detail\\": \\"Request validation failed\\"}"}"""
                        .formatted(lead));

        pay();

        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoice)).contains("has no stage 99");
        assertThat(card("QB_PAID")).isEqualTo("true");
    }

    /** Where nothing can be left out either, all else of the run is done. */
    @Test
    void aRefusalThatNamesNothingAtAllHoldsUpTheCardOnly() {
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "method": "PATCH", "path": "leads/%d", "status": 400, "count": 1000,
                 "body": "{\\"title\\": \\"Bad Request\\", \\"status\\": 400, \\"detail\\": \\"Request validation failed\\"}"}"""
                        .formatted(lead));

        pay();

        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        assertThat(reason("invoice-changed", invoice)).contains("Request validation failed");
        assertThat(sandbox.lead(lead).path("notes")).as("it is told").hasSize(2);
        sandbox.delete("/faults");
        replay("invoice-changed", invoice);
        awaitQuiet();
        assertThat(workState("invoice-changed", invoice)).isEqualTo("DONE");
        assertThat(card("QB_PAID")).isEqualTo("true");
    }

    @Test
    void whatKommoDoesNotTakeSaysNothingOfTheBooks() {
        sandbox.delete("/kommo/fields/QB_INVOICE_NUMBER");
        long kept = remembered();
        assertThat(kept).isPositive();
        long second = deal("No field", "16", "Parts Customer", null);

        sandbox.win(second);

        until().until(() -> workState("deal-won", second), "DEAD"::equals);
        assertThat(remembered()).isEqualTo(kept);
    }

    private long remembered() {
        return jdbc.sql("select count(*) from remembered_books")
                .query(Long.class)
                .single();
    }

    /** A person may have moved the deal meanwhile, or the field is made by hand: then nothing is left to be written. */
    @Test
    void whatAPersonHasDoneMeanwhileIsNotSent() {
        settings(DEAD_STAGE);
        pay();
        until().until(() -> workState("invoice-changed", invoice), "DEAD"::equals);
        sandbox.post("/kommo/leads/" + lead + "/move?pipeline=8572519&status=67548700");
        awaitQuiet();

        settings(LIVE_STAGE);
        replay("invoice-changed", invoice);
        awaitQuiet();

        assertThat(workState("invoice-changed", invoice)).isEqualTo("DONE");
        assertThat(patches()).isEqualTo(List.of(400, 200));
    }

    private void pay() {
        sandbox.delete("/calls");
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
    }

    private String card(String field) {
        String value = sandbox.lead(lead).at("/fields/" + field).asText();
        return value.replaceAll("\\.0+$", "");
    }

    private List<Integer> patches() {
        return stream(sandbox.get("/calls?system=kommo&path=leads/" + lead))
                .filter(call -> call.path("method").asText().equals("PATCH"))
                .map(call -> call.path("status").asInt())
                .toList();
    }
}
