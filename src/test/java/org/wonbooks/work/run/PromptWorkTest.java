package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** What is due is worked on without a poll, and looked for no more often than that needs. */
class PromptWorkTest {

    @Nested
    class OnH2 extends Prompt {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Prompt {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Prompt extends OneHandedWorker {

        Prompt(TestDatabase database) {
            super(database);
        }

        @Test
        void whatIsMarkedIsWorkedOnWithoutAPoll() throws Exception {
            runs(exchange -> queue.done(exchange.getVariable("work", Work.class)));
            looks(look -> {});

            long id = mark(7).workId();

            Awaitility.await().until(() -> state(id).equals("DONE"));
        }

        @Test
        void aMarkThatIsRolledBackWakesNobody() throws Exception {
            AtomicInteger looks = new AtomicInteger();
            looks(look -> looks.incrementAndGet());

            transaction.executeWithoutResult(marking -> {
                mark(7);
                marking.setRollbackOnly();
            });

            untilNobodyLooks();
            assertThat(looks).hasValue(0);
        }

        @Test
        void marksThatAreCommittedDuringALookAreSeenByOneMore() throws Exception {
            AtomicInteger looks = new AtomicInteger();
            CountDownLatch marked = latch();
            CountDownLatch looking = latch();
            CountDownLatch goOn = latch();
            runs(run -> goOn.await());
            looks(look -> {
                looks.incrementAndGet();
                looking.countDown();
                marked.await();
            });

            worker.wake();
            looking.await();
            for (long lead = 1; lead <= 100; lead++) {
                mark(lead);
            }
            marked.countDown();
            untilNobodyLooks();

            assertThat(looks).hasValue(2);
            assertThat(count("work where state = 'RUNNING'")).isOne();
        }

        @Test
        void theNextPieceOfALaneFollowsWithoutAPoll() throws Exception {
            runs(exchange -> queue.done(exchange.getVariable("work", Work.class)));
            looks(look -> {});

            transaction.executeWithoutResult(marking -> {
                mark(7);
                queue.markDue(acme, WorkKind.INVOICE_CHANGED, "130", Lane.deal(acme, 7));
            });

            Awaitility.await().until(() -> count("work where state = 'DONE'") == 2);
        }

        @Test
        void whatIsHintedAtWhileItRunsIsRunAgainWithoutAPoll() throws Exception {
            AtomicInteger runs = new AtomicInteger();
            runs(exchange -> {
                if (runs.incrementAndGet() == 1) {
                    mark(7);
                }
                queue.done(exchange.getVariable("work", Work.class));
            });
            looks(look -> {});

            long id = mark(7).workId();

            Awaitility.await().until(() -> state(id).equals("DONE"));
            assertThat(runs).hasValue(2);
        }

        @Test
        void whatIsDueSoonIsWorkedOnThenWithoutAPoll() throws Exception {
            Duration wait = Duration.ofMillis(100);
            runs(exchange -> queue.done(exchange.getVariable("work", Work.class)));
            looks(look -> {});

            long id = queue.markDue(acme, WorkKind.DEAL_WON, "7", Lane.deal(acme, 7), wait)
                    .workId();
            clock.pass(wait);

            Awaitility.await().until(() -> state(id).equals("DONE"));
        }

        @Test
        void whatCannotBeClaimedIsNotLookedForAgainAndAgain() throws Exception {
            AtomicInteger looks = new AtomicInteger();
            looks(look -> looks.incrementAndGet());
            connections.down(acme, Peer.QUICKBOOKS, NOON.plusSeconds(30), new Connection.Outage("It is down", "Wait."));

            mark(7);

            untilNobodyLooks();
            assertThat(looks).hasValue(1);
            untilNobodyLooks();
            assertThat(looks).hasValue(1);
        }
    }
}
