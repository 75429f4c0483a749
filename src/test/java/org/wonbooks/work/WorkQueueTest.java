package org.wonbooks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.WorkQueue.Marked;
import org.wonbooks.work.run.WorkTest;

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

    abstract static class Queue extends WorkTest {

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

        private void awaitSomebodyWaits() {
            Awaitility.await().until(() -> database.somebodyWaits(jdbc));
        }
    }
}
