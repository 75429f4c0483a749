package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.RunningWonbooks;

/** A person's word on when a deal was won: a yes is for what was shown and nothing else, a no is for good. */
abstract class PersonsWordTests extends RunningWonbooks {

    private Instant liveSince;

    @BeforeEach
    void nobodyIsToldOfEdits() {
        awaitQuiet();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        liveSince = connection().live().since();
    }

    @AfterEach
    void asItWas() {
        jdbc.sql("update connection set settings = '{}', live_since = ?")
                .param(DatabaseTime.parameter(liveSince))
                .update();
    }

    @Test
    void anApprovalIsForTheAmountThatWasShown() {
        long lead = movedOn("Moved on");
        JsonNode hold = hold(lead, "MOVED_ON", "500");

        edit(lead, "{\"price\": 50000}");
        approve(lead, hold);

        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        JsonNode now = hold(lead, "MOVED_ON", "50000");
        assertThatThrownBy(() -> approve(lead, hold))
                .hasMessageStartingWith("409")
                .hasMessageContaining(now.path("digest").asText())
                .hasMessageContaining(now.path("reason").asText());
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        approve(lead, now);
        assertBilled(lead, "50000");
    }

    @Test
    void soIsOneOfADealThatWasLeftAlone() {
        long lead = wonBefore("Left alone");
        JsonNode left = shown(lead).path("decision");
        assertThat(left.path("verdict").asText()).isEqualTo("LEAVE");

        edit(lead, "{\"price\": 50000}");
        approve(lead, left);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        hold(lead, "WON_BEFORE", "50000");

        // It has been asked for, so it is not left alone again.
        edit(lead, "{\"price\": 60000}");
        hint(lead);
        JsonNode now = hold(lead, "WON_BEFORE", "60000");
        assertThat(openTasks(List.of(lead))).isEqualTo(1);
        approve(lead, now);
        assertBilled(lead, "60000");
        assertThat(openTasks(List.of(lead))).isZero();
    }

    @Test
    void whatWasApprovedIsBilledOnceTheDealSaysSoAgain() {
        long lead = wonBefore("There and back");
        JsonNode left = shown(lead).path("decision");
        edit(lead, "{\"price\": 50000}");
        approve(lead, left);
        hold(lead, "WON_BEFORE", "50000");

        edit(lead, "{\"price\": 500}");
        hint(lead);
        assertBilled(lead, "500");
    }

    @Test
    void aGroupIsApprovedForTheAmountsThatWereShown() {
        oneIsBilled("Burst");
        List<Long> held = IntStream.range(0, 3)
                .mapToObj(i -> deal("Burst " + i, "500", "Berta Burst " + i, "berta" + i + "@word.example"))
                .toList();
        held.forEach(sandbox::win);
        held.forEach(this::hint);
        JsonNode seen = group();
        assertThat(seen.path("deals").findValuesAsText("amount")).containsExactly("500", "500", "500");
        long edited = held.get(0);
        assertThat(openTasks(held)).isEqualTo(1);
        List<String> said = timeline(edited);

        edit(edited, "{\"price\": 50000}");
        hint(edited);

        JsonNode now = group();
        assertThat(now.path("deals").findValuesAsText("amount")).containsExactly("50000", "500", "500");
        hold(edited, "BURST", "50000");
        assertThat(timeline(edited)).as("nothing else is asked").isEqualTo(said);
        assertThat(openTasks(held)).isEqualTo(1);
        String path = "/attention/" + seen.path("cause").asText() + "/approve";
        assertThatThrownBy(() -> product.post(path, seen(seen)))
                .hasMessageStartingWith("409")
                .hasMessageContaining(now.path("digest").asText());
        awaitQuiet();
        held.forEach(lead -> assertThat(sandbox.invoicesOf(lead)).isEmpty());

        // One more edit that nobody was told of: that deal waits on, the others are billed.
        edit(held.get(1), "{\"price\": 70000}");
        product.post(path, seen(now));
        awaitQuiet();
        assertBilled(edited, "50000");
        assertBilled(held.get(2), "500");
        assertThat(sandbox.invoicesOf(held.get(1))).isEmpty();
        approve(held.get(1), hold(held.get(1), "BURST", "70000"));
        assertBilled(held.get(1), "70000");
        assertThat(openTasks(held)).isZero();
    }

    @Test
    void aGroupsApprovalHoldsForADealThatMovedOnWhileItWaited() {
        oneIsBilled("Busy");
        long lead = deal("Busy and on", "500", "Bodo Busy", "bodo@word.example");
        sandbox.win(lead);
        hint(lead);
        move(lead);
        JsonNode hold = hold(lead, "BURST", "500");

        edit(lead, "{\"price\": 50000}");
        approve(lead, hold);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        approve(lead, hold(lead, "BURST", "50000"));
        assertBilled(lead, "50000");
    }

    @Test
    void soDoesOneAfterASkip() {
        long lead = movedOn("After all");
        hold(lead, "MOVED_ON", "500");
        skip(lead);
        hint(lead);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();

        approve(lead, shown(lead).path("decision"));
        assertBilled(lead, "500");
    }

    @Test
    void aLaterQuestionLeavesTheFirstAnswered() {
        long lead = approvedAndTooLarge("Large and on");
        hint(lead);

        approve(lead, hold(lead, "ABOVE_LIMIT", "500"));
        assertBilled(lead, "500");
        hint(lead);
        assertThat(attention(lead)).as("it is where it was meant to be billed").isNull();
    }

    @Test
    void andForNothingButWhatWasShown() {
        settings("{\"invoice\": {\"maxAmount\": 100}}");
        long lead = wonBefore("Large and old");
        approve(lead, shown(lead).path("decision"));
        hold(lead, "ABOVE_LIMIT", "500");

        edit(lead, "{\"price\": 50}");
        hint(lead);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        hold(lead, "WON_BEFORE", "50");
        edit(lead, "{\"price\": 500}");
        hint(lead);
        approve(lead, hold(lead, "ABOVE_LIMIT", "500"));
        assertBilled(lead, "500");
    }

    @Test
    void soItIsAfterASkip() {
        long lead = approvedAndTooLarge("Large after all");
        skip(lead);

        edit(lead, "{\"price\": 50}");
        approve(lead, shown(lead).path("decision"));
        assertBilled(lead, "50");
    }

    @Test
    void aSkipOfADealThatWasLeftAloneIsForGood() {
        long lead = wonBefore("Never");

        product.post("/work/" + work("id", "deal-won", lead) + "/skip");

        assertThat(shown(lead).at("/decision/verdict").asText()).isEqualTo("SKIP");
        assertThat(shown(lead).at("/decision/by").asText()).isEqualTo("admin");
        assertThat(reason("deal-won", lead)).isEqualTo("Skipped by admin");
        product.post("/connections/" + connection().id() + "/reconcile", "{\"since\": \"2026-01-01\"}");
        awaitQuiet();
        product.post("/deals/" + connection().id() + "/" + lead + "/reconcile");
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(shown(lead).at("/decision/code").asText()).isEqualTo("BY_PERSON");
    }

    /** A deal that was won, and lost before anybody looked. */
    private long movedOn(String name) {
        long lead = deal(name, "500", name + " Customer", name.replaceAll("\\W", "") + "@word.example");
        sandbox.win(lead);
        move(lead);
        return lead;
    }

    private void move(long lead) {
        sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        hint(lead);
    }

    /** Approved where it moved on, and asked about once more, over its amount. */
    private long approvedAndTooLarge(String name) {
        settings("{\"invoice\": {\"maxAmount\": 100}}");
        long lead = movedOn(name);
        approve(lead, hold(lead, "MOVED_ON", "500"));
        hold(lead, "ABOVE_LIMIT", "500");
        return lead;
    }

    /** The one that may be billed within an hour. */
    private void oneIsBilled(String name) {
        long first = deal(name, "10", name + " Customer", name + "@word.example");
        sandbox.win(first);
        hint(first);
        assertBilled(first, "10");
        settings("{\"invoice\": {\"burst\": 1}}");
    }

    /** A deal that was won before the connection went live, and is left alone for that. */
    private long wonBefore(String name) {
        long lead = deal(name, "500", name + " Customer", name.replaceAll("\\W", "") + "@word.example");
        sandbox.win(lead);
        jdbc.sql("update connection set live_since = ?")
                .param(DatabaseTime.parameter(Instant.now().plus(Duration.ofHours(1))))
                .update();
        hint(lead);
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        return lead;
    }

    /** Kommo says that there is something about it. */
    private void hint(long lead) {
        sendKommoHook(bareHook(lead)).join();
        awaitQuiet();
    }

    private void approve(long lead, JsonNode seen) {
        product.post("/deals/" + connection().id() + "/" + lead + "/approve", seen(seen));
        awaitQuiet();
    }

    private void skip(long lead) {
        product.post("/work/" + work("id", "deal-won", lead) + "/skip");
        awaitQuiet();
    }

    private static String seen(JsonNode shown) {
        return "{\"seen\": \"" + shown.path("digest").asText() + "\"}";
    }

    private JsonNode group() {
        return only(StreamSupport.stream(
                        product.get("/attention?connection=" + connection().id())
                                .path("items")
                                .spliterator(),
                        false)
                .filter(group -> group.path("code").asText().equals("BURST"))
                .toList());
    }

    private void assertBilled(long lead, String total) {
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo(total);
    }

    private long openTasks(List<Long> leads) {
        return leads.stream().mapToLong(lead -> openTasks(lead).size()).sum();
    }
}
