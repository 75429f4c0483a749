package org.wonbooks.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
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

    /** A worker with one hand, which hears of what is committed. Not annotated, so that no component scan finds it. */
    static class OneHand {

        @Bean(initMethod = "start", destroyMethod = "stop")
        CamelContext camel() {
            return new DefaultCamelContext();
        }

        @Bean
        OtherInstances others(DataSource pool, JdbcClient jdbc, ApplicationEventPublisher events) {
            return new OtherInstances((HikariDataSource) pool, jdbc, new DatabaseKind(pool), events);
        }

        @Bean
        Worker worker(
                WorkClaims claims,
                ConnectionStore connections,
                OtherInstances others,
                WorkSettings settings,
                CamelContext camel) {
            WorkSettings oneHand = new WorkSettings(settings.lease(), settings.poll(), 1, settings.probe());
            return new Worker(claims, connections, others, new Turns(), oneHand, camel);
        }
    }

    abstract static class Hands extends WorkTest {

        private static final String LOOK_ROUTE = "work-look";

        private final CamelContext camel = bean(CamelContext.class);
        private final Worker worker = bean(Worker.class);
        private final ThreadPoolExecutor hands = (ThreadPoolExecutor) ReflectionTestUtils.getField(worker, "hands");

        Hands(TestDatabase database) {
            super(database, OneHand.class);
        }

        /** What holds runs and looks up; all of it is let go at the end, so that one failing test fails no other. */
        private final List<CountDownLatch> latches = new ArrayList<>();

        private CountDownLatch latch() {
            CountDownLatch latch = new CountDownLatch(1);
            latches.add(latch);
            return latch;
        }

        /** Its runs and looks end first: one that finds no route any more would wait for that of the next test. */
        @AfterEach
        void stop() throws Exception {
            jdbc.sql("update work set state = 'DONE' where state = 'OPEN'").update();
            latches.forEach(CountDownLatch::countDown);
            if (camel.getRoute(LOOK_ROUTE) == null) {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(WorkRoutes.LOOK).routeId(LOOK_ROUTE).process(look -> {});
                    }
                });
            }
            Awaitility.await().until(() -> hands.getActiveCount() == 0);
            untilNobodyLooks();
            for (Route route : camel.getRoutes()) {
                camel.getRouteController().stopRoute(route.getRouteId());
                camel.removeRoute(route.getRouteId());
            }
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
            Awaitility.await().until(() -> {
                worker.poll();
                return count("work where state = 'DONE'") == 2;
            });
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
            Awaitility.await().until(() -> {
                worker.poll();
                return (int) row(other).get("attempts") == 1;
            });
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

        /** One thread looks, so whatever was asked for before this is done after it. */
        private void untilNobodyLooks() throws Exception {
            ExecutorService looks = (ExecutorService) ReflectionTestUtils.getField(worker, "looks");
            looks.submit(() -> {}).get();
        }

        /** @param then what a look does when it has claimed */
        private void looks(Processor then) throws Exception {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(WorkRoutes.LOOK)
                            .routeId(LOOK_ROUTE)
                            .bean(worker, "poll")
                            .process(then);
                }
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
