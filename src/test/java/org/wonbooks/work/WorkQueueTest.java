package org.wonbooks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.WorkQueue.Marked;

/** How work is marked due, and how it ends. */
class WorkQueueTest {

    @Nested
    class OnH2 extends Queue {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Queue {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    /** The ways in which a run ends. */
    enum Ending {
        DONE((queue, work) -> queue.done(work)),
        SKIPPED((queue, work) -> queue.skipped(work, "Nothing to bill")),
        DEAD((queue, work) -> queue.dead(work, "No such item", "Make it")),
        TRY_AGAIN((queue, work) -> queue.tryAgain(work, Queue.LATER, "It broke")),
        DEFER((queue, work) -> queue.defer(work, Queue.LATER, "Wait"));

        private final BiConsumer<WorkQueue, Work> writes;

        Ending(BiConsumer<WorkQueue, Work> writes) {
            this.writes = writes;
        }
    }

    abstract static class Queue extends WorkTest {

        static final java.time.Instant LATER = NOON.plus(Duration.ofHours(1));

        Queue(TestDatabase database) {
            super(database);
        }

        @Test
        void theFirstHintMakesARowThatIsDue() {
            Marked marked = mark(7);

            assertThat(marked.hint()).isOne();
            assertThat(row(marked.workId()))
                    .contains(
                            entry("connection_id", acme),
                            entry("kind", "deal-won"),
                            entry("work_key", "7"),
                            entry("lane", acme + "/deal/7"),
                            entry("state", "OPEN"),
                            entry("hints", 1L),
                            entry("attempts", 0),
                            entry("epoch", 0L),
                            entry("running_lane", null));
            assertThat(instant(marked.workId(), "due_at")).isEqualTo(NOON);
            assertThat(instant(marked.workId(), "first_seen_at")).isEqualTo(NOON);
        }

        @Test
        void furtherHintsCoalesceAndMakeWhatWaitsDueAtOnceWithAllItsAttempts() {
            Work work = running(7);
            queue.tryAgain(work, LATER, "It broke");
            clock.pass(Duration.ofMinutes(1));

            assertThat(mark(7)).isEqualTo(new Marked(work.id(), 2));
            assertThat(mark(7)).isEqualTo(new Marked(work.id(), 3));

            assertThat(count("work")).isOne();
            assertThat(row(work.id()))
                    .contains(entry("state", "OPEN"), entry("attempts", 0), entry("reason", "It broke"));
            assertThat(instant(work.id(), "due_at")).isEqualTo(NOON.plusSeconds(60));
        }

        @Test
        void kindsKeysAndConnectionsAreApart() {
            long globex = readyConnection("Globex");

            assertThat(List.of(
                            mark(7),
                            mark(8),
                            mark(globex, 7),
                            queue.markDue(acme, WorkKind.INVOICE_CHANGED, "7", Lane.deal(acme, 7))))
                    .extracting(Marked::workId)
                    .doesNotHaveDuplicates();
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

        @Test
        void manyFirstHintsAtOnceAreOneRow() throws Exception {
            List<Marked> marked = AtOnce.run(32, caller -> mark(7));

            assertThat(marked)
                    .extracting(Marked::hint)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 32).boxed().toList());
            assertThat(count("work")).isOne();
            assertThat(row(marked.get(0).workId())).contains(entry("hints", 32L), entry("state", "OPEN"));
        }

        @Test
        void whoeverWaitedForAnInsertThatIsRolledBackInsertsItself() {
            CompletableFuture<Marked> other = transaction.execute(status -> {
                mark(7);
                CompletableFuture<Marked> waiting = CompletableFuture.supplyAsync(() -> mark(7));
                awaitSomebodyWaits();
                status.setRollbackOnly();
                return waiting;
            });

            assertThat(other.join().hint()).isOne();
            assertThat(count("work")).isOne();
        }

        @Test
        void whoeverWaitedForAnInsertThatIsCommittedAddsAHint() {
            CompletableFuture<Marked> other = transaction.execute(status -> {
                mark(7);
                CompletableFuture<Marked> waiting = CompletableFuture.supplyAsync(() -> mark(7));
                awaitSomebodyWaits();
                return waiting;
            });

            assertThat(other.join().hint()).isEqualTo(2);
            assertThat(count("work")).isOne();
        }

        @Test
        void aLostRaceLeavesTheCallersTransactionUsable() {
            transaction.executeWithoutResult(status -> {
                mark(1);
                CompletableFuture<Marked> other = CompletableFuture.supplyAsync(() -> {
                    return transaction.execute(ignored -> {
                        Marked waited = mark(2);
                        return mark(3).hint() == 1 ? waited : null;
                    });
                });
                other.join();
                assertThat(mark(2).hint()).isEqualTo(2);
                assertThat(mark(4).hint()).isOne();
            });

            assertThat(texts("select work_key || '/' || hints from work order by work_key"))
                    .containsExactly("1/1", "2/2", "3/1", "4/1");
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

        private void awaitSomebodyWaits() {
            Awaitility.await().until(() -> database.somebodyWaits(jdbc));
        }
    }
}
