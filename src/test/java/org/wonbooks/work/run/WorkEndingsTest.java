package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/** How work ends: by its run, or by a person. */
class WorkEndingsTest {

    @Nested
    class OnH2 extends Endings {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Endings {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    /** The ways in which a run ends. */
    enum Ending {
        DONE((queue, work) -> queue.done(work)),
        SKIPPED((queue, work) -> queue.skipped(work, "Nothing to bill")),
        DEAD((queue, work) -> queue.dead(work, "No such item", "Make it")),
        TRY_AGAIN((queue, work) -> queue.tryAgain(work, Endings.LATER, "It broke")),
        DEFER((queue, work) -> queue.defer(work, Endings.LATER, "Wait"));

        private final BiConsumer<WorkQueue, Work> writes;

        Ending(BiConsumer<WorkQueue, Work> writes) {
            this.writes = writes;
        }
    }

    abstract static class Endings extends WorkTest {

        Endings(TestDatabase database) {
            super(database);
        }

        @Test
        void aRunEndsWithItsRowAndItsEvents() {
            event(mark(7));
            event(mark(7));
            Work work = claimOne(claims);

            queue.done(work);

            assertThat(row(work.id()))
                    .contains(
                            entry("state", "DONE"),
                            entry("attempts", 0),
                            entry("reason", null),
                            entry("owner", null),
                            entry("lease_until", null),
                            entry("running_lane", null));
            assertThat(instant(work.id(), "finished_at")).isEqualTo(NOON);
            assertThat(events()).containsExactly("DONE", "DONE");
        }

        @Test
        void saysWhyAndWhatToDo() {
            Work work = running(7);
            queue.dead(work, "No such item", "Make it");
            assertThat(row(work.id()))
                    .contains(entry("state", "DEAD"), entry("reason", "No such item"), entry("fix", "Make it"));

            Work other = running(8);
            queue.skipped(other, "Nothing to bill");
            assertThat(row(other.id()))
                    .contains(entry("state", "SKIPPED"), entry("reason", "Nothing to bill"), entry("fix", null));
        }

        @ParameterizedTest
        @EnumSource(names = {"DONE", "SKIPPED", "DEAD"})
        void aHintOpensAgainWhatHasEnded(Ending ending) {
            Work work = running(7);
            ending.writes.accept(queue, work);
            assertThat(state(work.id())).isEqualTo(ending.name());
            clock.pass(Duration.ofDays(1));

            Marked marked = mark(7);

            assertThat(marked).isEqualTo(new Marked(work.id(), 2));
            assertThat(row(work.id()))
                    .contains(entry("state", "OPEN"), entry("attempts", 0), entry("reason", null), entry("fix", null));
            Work again = claimOne(claims);
            assertThat(again).isEqualTo(new Work(work.id(), acme, work.kind(), "7", work.lane(), 2, 2, 1));
        }

        @ParameterizedTest
        @EnumSource
        void aHintDuringTheRunIsFollowedByAnotherRun(Ending ending) {
            event(mark(7));
            Work work = claimOne(claims);
            clock.pass(Duration.ofSeconds(1));
            event(mark(7));
            assertThat(row(work.id())).contains(entry("state", "RUNNING"), entry("epoch", 1L), entry("hints", 2L));
            clock.pass(Duration.ofSeconds(1));

            ending.writes.accept(queue, work);

            assertThat(row(work.id()))
                    .contains(entry("state", "OPEN"), entry("running_lane", null), entry("lease_until", null));
            assertThat(instant(work.id(), "due_at")).isEqualTo(clock.instant());
            boolean ends = ending.ordinal() <= Ending.DEAD.ordinal();
            assertThat(events()).containsExactly(ends ? ending.name() : "OPEN", "OPEN");

            Work next = claimOne(claims);
            assertThat(next.seenHints()).isEqualTo(2);
            queue.done(next);
            assertThat(events()).containsExactly(ending == Ending.SKIPPED ? "SKIPPED" : "DONE", "DONE");
        }

        @ParameterizedTest
        @EnumSource
        void whoeverWasTakenOverChangesNothing(Ending ending) {
            event(mark(7));
            Work late = claimOne(claims);
            Work next = takenOver(late);
            Map<String, Object> before = row(late.id());

            ending.writes.accept(queue, late);

            assertThat(row(late.id())).isEqualTo(before);
            assertThat(events()).containsExactly("OPEN");
            queue.done(next);
            assertThat(events()).containsExactly("DONE");
        }

        @ParameterizedTest
        @EnumSource
        void whatHasEndedDoesNotEndAgain(Ending ending) {
            event(mark(7));
            Work work = claimOne(claims);
            queue.skipped(work, "Nothing to bill");
            Map<String, Object> before = row(work.id());

            ending.writes.accept(queue, work);

            assertThat(row(work.id())).isEqualTo(before);
            assertThat(events()).containsExactly("SKIPPED");
        }

        @Test
        void aFailedAttemptCountsAndOneThatWasPutOffDoesNot() {
            event(mark(7));
            Work work = claimOne(claims);
            queue.tryAgain(work, NOON, "It broke");
            assertThat(row(work.id()))
                    .contains(entry("state", "OPEN"), entry("attempts", 1), entry("reason", "It broke"));

            for (int i = 0; i < 20; i++) {
                Work again = claimOne(claims);
                assertThat(again.attempts()).isEqualTo(2);
                queue.defer(again, NOON, "Wait");
            }

            assertThat(row(work.id())).contains(entry("attempts", 1), entry("reason", "Wait"));
            assertThat(events()).containsExactly("OPEN");
        }

        @Test
        void deadWorkIsReplayedOnce() throws Exception {
            event(mark(7));
            Work work = claimOne(claims);
            queue.dead(work, "No such item", "Make it");
            assertThat(events()).containsExactly("DEAD");
            clock.pass(Duration.ofDays(3));

            assertThat(AtOnce.run(8, caller -> queue.replay(work.id()))).containsOnlyOnce(true);

            assertThat(row(work.id())).contains(entry("state", "OPEN"), entry("attempts", 0), entry("hints", 1L));
            assertThat(instant(work.id(), "due_at")).isEqualTo(clock.instant());
            assertThat(events()).containsExactly("DEAD");
            queue.done(claimOne(claims));
            assertThat(events()).containsExactly("DONE");
            assertThat(queue.replay(work.id())).isFalse();
            assertThat(queue.replay(-1)).isFalse();
        }

        @ParameterizedTest
        @EnumSource(names = {"TRY_AGAIN", "DEAD"})
        void aPersonSkipsWhatWaitsOrIsDead(Ending ending) {
            event(mark(7));
            Work work = claimOne(claims);
            ending.writes.accept(queue, work);

            assertThat(queue.skip(work.id(), "Billed by hand", false)).isTrue();
            assertThat(queue.skip(work.id(), "Twice", false)).isFalse();

            assertThat(row(work.id()))
                    .contains(
                            entry("state", "SKIPPED"),
                            entry("reason", "Billed by hand"),
                            entry("fix", null),
                            entry("attempts", 0));
            assertThat(texts("select state || ' ' || reason from event")).containsExactly("SKIPPED Billed by hand");
            clock.set(LATER);
            assertThat(claims.claim(1)).isEmpty();
        }

        @Test
        void whatIsHeldCanBeSkippedAndWhatHasEndedOtherwiseCannot() {
            event(mark(7));
            Work held = claimOne(claims);
            queue.skipped(held, "Held: The amount is above the limit");
            assertThat(queue.skip(held.id(), "Not asked", false)).isFalse();
            assertThat(queue.skip(held.id(), "Billed by hand", true)).isTrue();
            assertThat(queue.skip(held.id(), "Twice", false)).isFalse();
            assertThat(row(held.id())).contains(entry("state", "SKIPPED"), entry("reason", "Billed by hand"));
        }

        @Test
        void nobodySkipsWhatRunsOrIsDone() {
            event(mark(7));
            Work work = claimOne(claims);
            assertThat(queue.skip(work.id(), "Too late", false)).isFalse();
            queue.done(work);
            assertThat(queue.skip(work.id(), "Too late", false)).isFalse();
            assertThat(queue.skip(-1, "Not there", false)).isFalse();

            assertThat(state(work.id())).isEqualTo("DONE");
            assertThat(events()).containsExactly("DONE");
        }

        @Test
        void anyTextIsKeptAsFarAsTheColumnGoes() {
            String text = "\u0000" + "x".repeat(1998) + "\uD83D\uDE00\uD83D\uDE00".repeat(500);
            event(mark(7));
            Work work = claimOne(claims);

            queue.dead(work, text, text);

            assertThat(state(work.id())).isEqualTo("DEAD");
            assertThat((String) row(work.id()).get("reason")).startsWith("xxx").hasSizeLessThanOrEqualTo(2000);
            assertThat(texts("select reason from event").get(0)).startsWith("xxx");
            assertThat(queue.skip(work.id(), text, false)).isTrue();
        }
    }
}
