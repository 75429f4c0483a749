package org.wonbooks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

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

    abstract static class Hands extends WorkTest {

        private static final WorkSettings ONE_HAND = new WorkSettings(WORK.lease(), WORK.poll(), 1, WORK.probe());

        private CamelContext camel;
        private Worker worker;

        Hands(TestDatabase database) {
            super(database);
        }

        @BeforeEach
        void start() {
            camel = new DefaultCamelContext();
            camel.start();
            worker = new Worker(claims, connections, ONE_HAND, camel);
        }

        @AfterEach
        void stop() {
            camel.stop();
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

            Awaitility.await().until(() -> {
                worker.poll();
                return count("work where state = 'DONE'") == 3;
            });
        }

        @Test
        void claimsNoMoreThanItHasHandsFor() throws Exception {
            CountDownLatch goOn = new CountDownLatch(1);
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
            Awaitility.await().until(() -> {
                worker.poll();
                return count("work where state = 'DONE'") == 2;
            });
        }

        @Test
        void whatRunsIsNotTakenOverHoweverLongItRuns() throws Exception {
            CountDownLatch goOn = new CountDownLatch(1);
            mark(7);
            runs(exchange -> goOn.await());
            worker.poll();

            for (int i = 0; i < 10; i++) {
                clock.pass(WORK.lease().dividedBy(2));
                worker.renew();
                assertThat(otherInstance.claim(1)).isEmpty();
            }
            goOn.countDown();
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
            Awaitility.await().until(() -> {
                worker.poll();
                return (int) row(other).get("attempts") == 1;
            });
        }

        private void runs(Processor run) throws Exception {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:work-run").process((Exchange exchange) -> run.process(exchange));
                }
            });
        }
    }
}
