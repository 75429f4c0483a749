package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;

/** What one instance holds on to, and what it lets go. */
class WorkerTest {

    @Nested
    class OnH2 extends Hands {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Hands {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Hands extends OneHandedWorker {

        Hands(TestDatabase database) {
            super(database);
        }

        @Test
        void runsWhatItClaimsWithItsConnection() throws Exception {
            long id = mark(7).workId();
            runs(exchange -> {
                queue.done(exchange.getVariable("work", Work.class));
                assertThat(exchange.getVariable("connection", Connection.class).id())
                        .isEqualTo(acme);
            });

            worker.poll();

            Awaitility.await().until(() -> state(id).equals("DONE"));
        }

        @Test
        void workThatDoesNotCallThePeerThatWasDownHoldsUpNobody() throws Exception {
            connections.down(acme, Peer.QUICKBOOKS, NOON, new Connection.Outage("It is down", "Wait."));
            mark(7);
            mark(8);
            mark(9);
            runs(exchange -> queue.done(exchange.getVariable("work", Work.class)));

            pollUntil(() -> count("work where state = 'DONE'") == 3);
        }

        private void pollUntil(BooleanSupplier done) {
            Awaitility.await().until(() -> {
                worker.poll();
                return done.getAsBoolean();
            });
        }

        @Test
        void claimsNoMoreThanItHasHandsFor() throws Exception {
            CountDownLatch goOn = latch();
            mark(7);
            mark(8);
            runs(exchange -> {
                goOn.await();
                queue.done(exchange.getVariable("work", Work.class));
            });

            worker.poll();
            worker.poll();

            assertThat(count("work where state = 'RUNNING'")).isOne();
            goOn.countDown();
            pollUntil(() -> count("work where state = 'DONE'") == 2);
        }

        @Test
        void whatRunsIsNotTakenOverHoweverLongItRuns() throws Exception {
            CountDownLatch begun = latch();
            CountDownLatch goOn = latch();
            mark(7);
            runs(exchange -> {
                begun.countDown();
                goOn.await();
            });
            worker.poll();
            begun.await();

            for (int i = 0; i < 10; i++) {
                clock.pass(WORK.lease().dividedBy(2));
                worker.renew();
                assertThat(otherInstance.claim(1)).isEmpty();
            }
        }

        @Test
        void aRunThatCouldNotWriteItsEndIsTakenOver() throws Exception {
            long id = mark(7).workId();
            runs(exchange -> {
                throw new IllegalStateException("The outcome could not be written");
            });
            worker.poll();
            untilTheHandIsFree();

            assertThat(state(id)).isEqualTo("RUNNING");
            clock.pass(WORK.lease().dividedBy(2));
            worker.renew();
            clock.pass(WORK.lease().dividedBy(2).plus(Duration.ofMillis(1)));

            assertThat(otherInstance.claim(2)).extracting(Work::id).contains(id);
        }

        /** The hand takes up other work only when it has let go of this. */
        private void untilTheHandIsFree() {
            long other = mark(8).workId();
            pollUntil(() -> (int) row(other).get("attempts") == 1);
        }
    }
}
