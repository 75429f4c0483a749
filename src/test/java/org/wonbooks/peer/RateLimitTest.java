package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.sandbox.contract.RateWindow;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Who waits for a place, and who gets the next one. */
class RateLimitTest {

    @Nested
    class OnH2 extends Callers {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Callers {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Callers extends DatabaseTest {

        private static final CallWindow ONE_AT_A_TIME = new CallWindow(1, Duration.ZERO);

        private final RateLimits instance;
        private final RateLimits otherInstance;

        Callers(TestDatabase database) {
            super(database);
            instance = limits();
            otherInstance = database == TestDatabase.H2 ? instance : limits();
        }

        /** By the database's own clock. */
        private RateLimits limits() {
            DatabaseKind kind = new DatabaseKind(pool);
            return new RateLimits(RateLimits.places(
                    kind, jdbc, new DatabaseTime(jdbc, kind), bean(PlatformTransactionManager.class)));
        }

        @BeforeEach
        void nobodyHasCalled() {
            jdbc.sql("delete from rate_place").update();
        }

        @Test
        void asManyCallsAsThereArePlacesGoAtOnceAndTheNextOneWaits() throws Exception {
            RateLimit limit = instance.of("three", List.of(new CallWindow(3, Duration.ZERO)));
            List<Places.Held> first = limit.take(1, System.nanoTime());
            limit.take(1, System.nanoTime());
            limit.take(1, System.nanoTime());
            Caller fourth = Caller.waiting(limit);

            limit.giveBack(first);

            assertThat(fourth.places()).hasSize(1);
        }

        @Test
        void whatAnotherInstanceGivesBackIsSeen() throws Exception {
            RateLimit here = instance.of("both", List.of(ONE_AT_A_TIME));
            RateLimit there = otherInstance.of("both", List.of(ONE_AT_A_TIME));
            List<Places.Held> held = there.take(1, System.nanoTime());
            Caller next = Caller.waiting(here);

            there.giveBack(held);

            assertThat(next.places()).hasSize(1);
        }

        @Test
        void whoIsStoppedWhileWaitingHoldsNothing() throws Exception {
            CallWindow wide = new CallWindow(3, Duration.ofHours(1));
            RateLimit limit = instance.of("stopped", List.of(wide, ONE_AT_A_TIME));
            List<Places.Held> held = limit.take(1, System.nanoTime());
            Caller stopped = Caller.waiting(limit);
            Caller next = Caller.waiting(limit);

            stopped.interrupt();
            assertThat(stopped.places()).isEmpty();
            limit.giveBack(held);

            assertThat(next.places()).hasSize(2);
            limit.giveBack(next.places());
            assertThat(limit.take(1, System.nanoTime()))
                    .as("the third place of three")
                    .hasSize(2);
        }

        @Test
        void connectionsTakeTurns() throws Exception {
            RateLimit limit = instance.of("turns", List.of(ONE_AT_A_TIME));
            List<Long> order = Collections.synchronizedList(new ArrayList<>());
            List<Places.Held> held = limit.take(1, System.nanoTime());
            List<Caller> callers = new ArrayList<>();
            for (long connection : List.of(1L, 1L, 1L, 1L, 1L, 2L, 2L, 3L)) {
                callers.add(new Caller(limit, connection, order));
                callers.get(callers.size() - 1).awaitWaiting();
            }

            limit.giveBack(held);

            for (Caller caller : callers) {
                assertThat(caller.places()).hasSize(1);
            }
            assertThat(order).containsExactly(1L, 2L, 3L, 1L, 2L, 1L, 1L, 1L);
        }

        @Test
        void nobodyStandsAboutDuringAPause() throws Exception {
            RateLimit here = instance.of("paused", List.of(ONE_AT_A_TIME));
            RateLimit there = otherInstance.of("paused", List.of(ONE_AT_A_TIME));
            List<Places.Held> held = here.take(1, System.nanoTime());
            Caller waiting = Caller.waiting(there);

            here.pause(Duration.ofHours(1));
            here.giveBack(held);

            assertThat(waiting.fault()).isInstanceOf(ThrottledFault.class);
            assertThatExceptionOfType(ThrottledFault.class)
                    .isThrownBy(() -> here.take(2, System.nanoTime()))
                    .satisfies(fault ->
                            assertThat(fault.waitFor()).isBetween(Duration.ofMinutes(55), Duration.ofHours(1)));
        }

        /** Refused again and again for a moment: its hand is needed for others. */
        @Test
        void whoHasStoodInLineForLongDoesNotStandAboutDuringAShortPauseEither() throws Exception {
            RateLimit limit = instance.of("long", List.of(new CallWindow(9, Duration.ZERO)));
            long since = System.nanoTime() - Duration.ofSeconds(6).toNanos();
            assertThat(limit.take(1, since)).hasSize(1);
            limit.pause(Duration.ofSeconds(4));

            assertThatExceptionOfType(ThrottledFault.class)
                    .isThrownBy(() -> limit.take(1, since))
                    .satisfies(fault -> assertThat(fault.waitFor()).isLessThanOrEqualTo(Duration.ofSeconds(4)));
        }

        /** By the real clock, as the sandbox counts. */
        @Test
        void thePeerNeverSeesTooManyOfBothInstances() throws Exception {
            Duration width = Duration.ofMillis(100);
            List<CallWindow> windows = List.of(new CallWindow(5, width), new CallWindow(3, Duration.ZERO));
            List<RateLimit> sharers = List.of(instance.of("seen", windows), otherInstance.of("seen", windows));
            RateWindow peer = new RateWindow(6, width);

            List<List<Boolean>> accepted = AtOnce.run(8, caller -> {
                List<Boolean> answers = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    List<Places.Held> held = sharers.get(caller % 2).take(caller, System.nanoTime());
                    answers.add(peer.take("us"));
                    sharers.get(caller % 2).giveBack(held);
                }
                return answers;
            });

            assertThat(accepted).flatMap(answers -> answers).hasSize(40).doesNotContain(false);
        }
    }

    /** Takes a place on a thread of its own. */
    private static final class Caller {

        private final CompletableFuture<List<Places.Held>> places = new CompletableFuture<>();
        private final Thread thread;

        /** It has begun to wait for a place. */
        static Caller waiting(RateLimit limit) {
            Caller caller = new Caller(limit, 1);
            caller.awaitWaiting();
            return caller;
        }

        Caller(RateLimit limit, long connection) {
            thread = new Thread(() -> {
                try {
                    places.complete(limit.take(connection, System.nanoTime()));
                } catch (InterruptedException e) {
                    places.complete(List.of());
                } catch (RuntimeException e) {
                    places.completeExceptionally(e);
                }
            });
            thread.start();
        }

        /** Writes down its turn, and gives the place back at once. */
        Caller(RateLimit limit, long connection, List<Long> order) {
            thread = new Thread(() -> {
                try {
                    List<Places.Held> held = limit.take(connection, System.nanoTime());
                    order.add(connection);
                    limit.giveBack(held);
                    places.complete(held);
                } catch (InterruptedException | RuntimeException e) {
                    places.completeExceptionally(e);
                }
            });
            thread.start();
        }

        void awaitWaiting() {
            await().until(
                            thread::getState,
                            state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
            assertThat(places).isNotDone();
        }

        void interrupt() {
            thread.interrupt();
        }

        List<Places.Held> places() {
            return places.join();
        }

        Throwable fault() {
            return places.handle((held, fault) -> fault).join();
        }
    }
}
