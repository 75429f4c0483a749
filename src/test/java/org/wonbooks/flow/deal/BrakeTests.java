package org.wonbooks.flow.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.RunningWonbooks;

/** Many deals that are held for one cause: whom it strikes, who is told, and what one call does to all of them. */
abstract class BrakeTests extends RunningWonbooks {

    /** Longer ago than what tells of the usual day. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    @BeforeEach
    void nothingIsKnownOfThePast() {
        pass(FORGOTTEN);
        burst(2);
    }

    @AfterEach
    void nothingIsLeftHeld() {
        groups().forEach(group -> say("skip", group));
        settings("{}");
    }

    @Test
    void thoseAboveTheBrakeAreReleasedByOneCall() {
        List<Long> leads = won("Released", 5);

        List<Long> waiting = waiting(leads);
        assertThat(waiting).hasSize(3);
        JsonNode group = group("BURST");
        assertThat(group.path("reason").asText()).startsWith("More than 2 deals were won within an hour");
        assertThat(leadsOf(group)).containsExactlyInAnyOrderElementsOf(waiting);
        assertThat(tasks(leads, false)).as("one tells of all").hasSize(1);

        say("approve", group);
        assertReleased(leads);
    }

    @Test
    void thoseAboveTheBrakeAreLeftByOneCallForGood() {
        List<Long> leads = won("Left", 5);
        List<Long> waiting = waiting(leads);
        assertThat(waiting).hasSize(3);

        say("skip", group("BURST"));
        assertThat(groups()).isEmpty();
        assertThat(tasks(leads, false)).isEmpty();

        burst(0);
        waiting.forEach(lead -> sandbox.post("/kommo/leads/" + lead, "{\"price\": 20}"));
        product.post("/connections/" + connection().id() + "/reconcile");
        awaitQuiet();
        assertThat(waiting(leads)).isEqualTo(waiting);
        assertThat(waiting).allSatisfy(this::assertSkipped);
        assertThat(tasks(leads, true)).as("told once").hasSize(1);
    }

    @Test
    void whoeverIsWonAfterTheHourIsBilled() {
        won("Before", 2);
        pass(Duration.ofMinutes(61));
        List<Long> leads = won("After", 2);
        assertThat(leads).allSatisfy(lead -> assertBilled(lead, "10"));
    }

    @Test
    void whatAPersonReleasesMakesNoOtherWait() {
        List<Long> first = won("Held", 3);
        pass(Duration.ofMinutes(61));
        say("approve", group("BURST"));
        assertThat(waiting(first)).isEmpty();
        assertThat(waiting(won("Next", 2))).isEmpty();
    }

    @Test
    void fiveUsualDaysInAnHourAreNotTooMany() {
        burst(0);
        won("Usual", 14);
        pass(Duration.ofDays(2));

        burst(2);
        // Two a day: of a time in which nobody looked, a week is taken.
        List<Long> leads = won("Busy", 12);
        assertThat(waiting(leads)).hasSize(2);
        assertThat(group("BURST").path("reason").asText()).startsWith("More than 10 deals were won within an hour");
    }

    @Test
    void whatWasWonSinceYesterdayIsNotUsualYet() {
        burst(0);
        won("Import", 14);
        pass(Duration.ofHours(23));

        burst(2);
        assertThat(waiting(won("More", 3))).hasSize(1);
        assertThat(group("BURST").path("reason").asText()).startsWith("More than 2 deals were won within an hour");
    }

    @Test
    void whatWasWonDuringALongPauseIsReleasedByOneCall() {
        burst(0);
        List<Long> leads = wonDuringAPause("Paused");
        JsonNode group = group("WON_LONG_AGO");
        assertThat(leadsOf(group)).containsExactlyInAnyOrderElementsOf(leads);
        assertThat(tasks(leads, false)).as("one tells of all").hasSize(1);
        assertThat(leads)
                .allSatisfy(lead -> assertThat(sandbox.invoicesOf(lead)).isEmpty());

        say("approve", group);
        assertReleased(leads);
    }

    @Test
    void whatWasWonDuringALongPauseIsLeftByOneCall() {
        burst(0);
        List<Long> leads = wonDuringAPause("Over");
        say("skip", group("WON_LONG_AGO"));
        assertThat(groups()).isEmpty();
        product.post("/connections/" + connection().id() + "/reconcile");
        awaitQuiet();
        assertThat(leads).allSatisfy(this::assertSkipped);
        assertThat(tasks(leads, false)).isEmpty();
        assertThat(tasks(leads, true)).as("told once").hasSize(1);
    }

    private List<Long> wonDuringAPause(String name) {
        pause(true);
        List<Long> leads = win(name, 3);
        until().until(() ->
                leads.stream().allMatch(lead -> !workState("deal-won", lead).isEmpty()));
        pass(Duration.ofDays(6));
        pause(false);
        awaitQuiet();
        return leads;
    }

    private void pause(boolean paused) {
        product.patch("/connections/" + connection().id(), "{\"paused\": " + paused + "}");
    }

    private void burst(int most) {
        settings("{\"invoice\": {\"burst\": " + most + "}}");
    }

    /** In both systems too. */
    private void pass(Duration passed) {
        time.pass(passed);
        sandbox.post("/clock?advance=" + passed);
    }

    private List<Long> won(String name, int count) {
        List<Long> leads = win(name, count);
        until().until(() ->
                leads.stream().allMatch(lead -> !workState("deal-won", lead).isEmpty()));
        awaitQuiet();
        return leads;
    }

    private List<Long> win(String name, int count) {
        List<Long> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leads.add(deal(name + " " + i, "10", name + " Customer " + i, name + i + "@brake.example"));
        }
        leads.forEach(sandbox::win);
        return leads;
    }

    private List<Long> waiting(List<Long> leads) {
        return leads.stream().filter(lead -> sandbox.invoicesOf(lead).isEmpty()).toList();
    }

    private void assertBilled(long lead, String total) {
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo(total);
        assertThat(shown(lead).path("state").asText()).isEqualTo("SENT");
    }

    private void assertReleased(List<Long> leads) {
        assertThat(leads).allSatisfy(lead -> assertBilled(lead, "10"));
        assertThat(groups()).isEmpty();
        assertThat(tasks(leads, false)).isEmpty();
        assertThat(tasks(leads, true)).as("told once").hasSize(1);
    }

    private void assertSkipped(long lead) {
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
        assertThat(shown(lead).path("state").asText()).isEqualTo("SKIPPED");
    }

    private List<JsonNode> groups() {
        return StreamSupport.stream(
                        product.get("/attention?connection=" + connection().id())
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }

    /** The one group that there is. */
    private JsonNode group(String code) {
        JsonNode group = only(groups());
        assertThat(group.path("code").asText()).isEqualTo(code);
        return group;
    }

    private static List<Long> leadsOf(JsonNode group) {
        return StreamSupport.stream(group.path("deals").spliterator(), false)
                .map(deal -> deal.path("leadId").asLong())
                .toList();
    }

    /** Of the whole group, as it was seen. */
    private void say(String word, JsonNode group) {
        product.post(
                "/attention/" + group.path("cause").asText() + "/" + word,
                "{\"seen\": \"" + group.path("digest").asText() + "\"}");
        awaitQuiet();
    }

    /** @param all or else the open ones */
    private List<JsonNode> tasks(List<Long> leads, boolean all) {
        return leads.stream()
                .flatMap(lead -> (all ? tasks(lead) : openTasks(lead)).stream())
                .toList();
    }
}
