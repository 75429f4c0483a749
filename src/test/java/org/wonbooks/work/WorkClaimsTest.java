package org.wonbooks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Who gets which work, and when. */
class WorkClaimsTest {

    @Nested
    class OnH2 extends Claims {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Claims {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Claims extends WorkTest {

        private static final Connection.Outage OUTAGE = new Connection.Outage("It is down", "Wait.");
        private static final LimitSettings NO_LIMIT = new LimitSettings(450, 9, 1000, 6);

        Claims(TestDatabase database) {
            super(database);
        }

        @Test
        void aClaimCountsTheAttemptAndHasALease() {
            long id = mark(7).workId();
            mark(7);

            assertThat(claimOne(claims))
                    .isEqualTo(new Work(id, acme, WorkKind.DEAL_WON, "7", acme + "/deal/7", 1, 2, 1));

            assertThat(row(id))
                    .contains(
                            entry("state", "RUNNING"),
                            entry("epoch", 1L),
                            entry("attempts", 1),
                            entry("running_lane", acme + "/deal/7"))
                    .doesNotContainEntry("owner", null);
            assertThat(instant(id, "lease_until")).isEqualTo(NOON.plus(WORK.lease()));
        }

        /** So that what waits elsewhere costs nothing. PostgreSQL reads a small table whole if it may. */
        @Test
        void aLookForWorkGoesByTheIndexOfItsConnection() {
            boolean postgres = database == TestDatabase.POSTGRESQL;
            transaction.executeWithoutResult(none -> {
                if (postgres) {
                    jdbc.sql("set local enable_seqscan = off").update();
                }
                for (String look : List.of(WorkClaims.CONNECTIONS, WorkClaims.CANDIDATES)) {
                    String plan = String.join(
                            "\n",
                            jdbc.sql("explain " + look)
                                    .param("connection", acme)
                                    .param("now", DatabaseTime.parameter(NOON))
                                    .param("waiting", List.of("none"))
                                    .param("limit", 1)
                                    .query(String.class)
                                    .list());
                    assertThat(plan).containsIgnoringCase("work_of_connection");
                }
            });
        }

        @Test
        void onlyWhatIsDue() {
            Work work = running(7);
            queue.tryAgain(work, NOON.plusSeconds(10), "It broke");
            queue.done(running(8));

            clock.pass(Duration.ofMillis(9999));
            assertThat(claims.claim(10)).isEmpty();
            clock.pass(Duration.ofMillis(1));
            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("7");
        }

        @Test
        void noMoreThanAskedForAndTheLongestDueFirst() {
            for (long lead = 1; lead <= 5; lead++) {
                clock.pass(Duration.ofSeconds(1));
                mark(6 - lead);
            }

            assertThat(claims.claim(3)).extracting(Work::key).containsExactly("5", "4", "3");
            assertThat(claims.claim(3)).extracting(Work::key).containsExactly("2", "1");
        }

        @Test
        void eachPieceHasOneWinner() throws Exception {
            WorkClaims unlimited = new WorkClaims(jdbc, time, WORK, NO_LIMIT);
            WorkClaims other = new WorkClaims(jdbc, time, WORK, NO_LIMIT);
            for (long lead = 1; lead <= 40; lead++) {
                mark(lead);
            }

            List<Work> claimed = AtOnce.run(16, caller -> (caller % 2 == 0 ? unlimited : other).claim(40)).stream()
                    .flatMap(Collection::stream)
                    .toList();

            assertThat(claimed)
                    .hasSize(40)
                    .allMatch(work -> work.epoch() == 1 && work.attempts() == 1)
                    .extracting(Work::id)
                    .doesNotHaveDuplicates();
        }

        @Test
        void oneAtATimeOnALane() throws Exception {
            mark(7);
            queue.markDue(acme, WorkKind.INVOICE_CHANGED, "99", Lane.deal(acme, 7));

            List<Work> first = AtOnce.run(8, caller -> (caller % 2 == 0 ? claims : otherInstance).claim(10)).stream()
                    .flatMap(Collection::stream)
                    .toList();
            assertThat(first).hasSize(1);
            assertThat(claims.claim(10)).isEmpty();

            queue.done(first.get(0));
            assertThat(claims.claim(10))
                    .hasSize(1)
                    .extracting(Work::id)
                    .doesNotContain(first.get(0).id());
        }

        @Test
        void alsoWhenBothAreSeenDueAtOnce() {
            mark(7);
            queue.markDue(acme, WorkKind.INVOICE_CHANGED, "99", Lane.deal(acme, 7));
            mark(8);

            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("7", "8");
        }

        @Test
        void aLeaseThatRanOutIsTakenOver() {
            Work work = running(7);
            clock.pass(WORK.lease());
            assertThat(otherInstance.claim(1)).isEmpty();

            clock.pass(Duration.ofMillis(1));
            Work next = claimOne(otherInstance);

            assertThat(next).isEqualTo(new Work(work.id(), acme, work.kind(), "7", work.lane(), 2, 1, 2));
            assertThat(claims.claim(1)).isEmpty();
        }

        @Test
        void oneWinnerTakesOver() throws Exception {
            Work work = running(7);
            clock.pass(WORK.lease().plusSeconds(1));

            List<Work> next = AtOnce.run(8, caller -> (caller % 2 == 0 ? claims : otherInstance).claim(1)).stream()
                    .flatMap(Collection::stream)
                    .toList();

            assertThat(next).hasSize(1);
            assertThat(next.get(0).epoch()).isEqualTo(work.epoch() + 1);
        }

        @Test
        void whoeverStandsStillWhileItClaimsHasNothingThatWasTakenOver() {
            Work work = running(7);
            clock.pass(WORK.lease().plusSeconds(1));
            JdbcClient standsStill = mock(JdbcClient.class, delegatesTo(jdbc));
            when(standsStill.sql(startsWith("select * from work"))).thenAnswer(call -> {
                takenOver(work);
                return jdbc.sql(call.getArgument(0));
            });

            assertThat(new WorkClaims(standsStill, time, WORK, LIMITS).claim(1)).isEmpty();

            assertThat(row(work.id())).contains(entry("state", "RUNNING"), entry("epoch", 3L));
        }

        @Test
        void aDeadRunsLaneGoesToOneOnly() {
            mark(7);
            claimOne(claims);
            queue.markDue(acme, WorkKind.INVOICE_CHANGED, "99", Lane.deal(acme, 7));
            clock.pass(WORK.lease().plusSeconds(1));

            List<Work> next = Stream.of(otherInstance.claim(10), otherInstance.claim(10))
                    .flatMap(Collection::stream)
                    .toList();

            assertThat(next).extracting(Work::key).containsExactly("7");
        }

        /** Work that waits in shadow is not taken over there. */
        @ParameterizedTest
        @EnumSource(names = {"INVOICE_CHANGED", "DEAL_TASK"})
        void aDeadRunThatWaitsInShadowGivesItsLaneBack(WorkKind waits) {
            queue.markDue(acme, waits, "99", Lane.deal(acme, 7));
            Work dead = claimOne(claims);
            jdbc.sql("update connection set mode = 'shadow'").update();
            mark(7);
            clock.pass(WORK.lease());
            assertThat(otherInstance.claim(10)).as("it may live").isEmpty();

            clock.pass(Duration.ofMillis(1));
            Work next = claimOne(otherInstance);

            assertThat(next.kind()).isEqualTo(WorkKind.DEAL_WON);
            assertThat(row(dead.id()))
                    .contains(entry("state", "OPEN"), entry("owner", null), entry("running_lane", null));
            assertThat(queue.done(dead)).as("a run that was dead only to us").isFalse();
            queue.done(next);
            assertThat(claims.claim(10)).isEmpty();
            jdbc.sql("update connection set mode = 'live'").update();
            assertThat(claimOne(claims)).returns(dead.id(), Work::id).returns(dead.epoch() + 1, Work::epoch);
        }

        @Test
        void everyConnectionHasItsTurn() {
            long globex = readyConnection("Globex");
            for (long lead = 1; lead <= 7; lead++) {
                mark(lead);
            }
            clock.pass(Duration.ofSeconds(1));
            mark(globex, 1);
            mark(globex, 2);

            assertThat(claims.claim(4)).extracting(Work::connectionId).containsExactly(acme, globex, acme, globex);
        }

        @Test
        void noConnectionIsAlwaysTheFirst() {
            long globex = readyConnection("Globex");
            for (long lead = 1; lead <= 3; lead++) {
                mark(lead);
                mark(globex, lead);
            }

            assertThat(Stream.generate(() -> claimOne(claims)).limit(4))
                    .extracting(Work::connectionId)
                    .containsExactly(acme, globex, acme, globex);
        }

        @Test
        void aConnectionHasSoManyInFlightOverAllInstances() {
            long globex = readyConnection("Globex");
            for (long lead = 1; lead <= 12; lead++) {
                mark(lead);
                mark(globex, lead);
            }

            List<Work> running = claims.claim(10);
            assertThat(otherInstance.claim(100)).hasSize(2 * LIMITS.quickbooksInFlight() - 10);
            assertThat(claims.claim(100)).isEmpty();
            queue.done(running.get(0));
            assertThat(otherInstance.claim(100))
                    .extracting(Work::connectionId)
                    .containsExactly(running.get(0).connectionId());
        }

        @Test
        void whatADeadInstanceRanIsNotInFlight() {
            for (long lead = 1; lead <= 12; lead++) {
                mark(lead);
            }
            claims.claim(100);
            clock.pass(WORK.lease().plusSeconds(1));

            assertThat(otherInstance.claim(100)).hasSize(LIMITS.quickbooksInFlight());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update connection set paused = true",
                    "update connection set mode = 'off'",
                    "delete from token",
                    "delete from token where system = 'KOMMO'",
                    "update token set state = 'NEEDS_RECONNECT' where system = 'QUICKBOOKS'",
                })
        void nothingOfAConnectionThatDoesNotRun(String cause) {
            mark(7);
            long globex = readyConnection("Globex");
            mark(globex, 8);
            jdbc.sql(cause + (cause.contains("where") ? " and " : " where ")
                            + (cause.contains("token") ? "connection_id" : "id") + " = ?")
                    .param(acme)
                    .update();

            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("8");

            jdbc.sql("update connection set paused = false, mode = 'live'").update();
            jdbc.sql("delete from token where connection_id = ?").param(acme).update();
            rows.token(acme, "KOMMO", "READY");
            rows.token(acme, "QUICKBOOKS", "READY");
            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("7");
        }

        @ParameterizedTest
        @EnumSource
        void aPeerThatIsDownIsTriedByOneAtATime(Peer peer) throws Exception {
            for (long lead = 1; lead <= 5; lead++) {
                mark(lead);
            }
            Instant until = NOON.plus(WORK.probe());
            connections.down(acme, peer, until, OUTAGE);
            clock.set(until.minusMillis(1));
            assertThat(claims.claim(10)).isEmpty();

            for (int probe = 1; probe <= 3; probe++) {
                clock.set(NOON.plus(WORK.probe().multipliedBy(probe)));
                List<Work> probing =
                        AtOnce.run(8, caller -> (caller % 2 == 0 ? claims : otherInstance).claim(10)).stream()
                                .flatMap(Collection::stream)
                                .toList();
                assertThat(probing).hasSize(1);
                queue.defer(probing.get(0), clock.instant(), "Still down");
                clock.pass(WORK.probe().minusMillis(1));
                assertThat(claims.claim(10)).isEmpty();
            }
            connections.up(acme, peer, clock.instant());

            assertThat(claims.claim(10)).hasSize(5).allMatch(work -> work.attempts() == 1);
        }

        @ParameterizedTest
        @EnumSource
        void aProbeThatCallsAnotherPeerOnlyIsFollowedByTheNextAtOnce(Peer peer) {
            for (long lead = 1; lead <= 4; lead++) {
                mark(lead);
            }
            connections.down(acme, peer, NOON, OUTAGE);

            for (int calledNobody = 1; calledNobody <= 2; calledNobody++) {
                Work probe = claimOne(claims);
                assertThat(claims.claim(10)).isEmpty();
                queue.done(probe);
                claims.ended(probe);
            }
            Work refused = claimOne(claims);
            connections.down(acme, peer, NOON.plus(WORK.probe()).plusMillis(1), OUTAGE);
            queue.defer(refused, NOON, "Still down");
            claims.ended(refused);
            assertThat(claims.claim(10)).as("what it said stays").isEmpty();

            clock.pass(WORK.probe().plusMillis(1));
            Work answered = claimOne(otherInstance);
            connections.up(acme, peer, clock.instant());
            queue.done(answered);
            otherInstance.ended(answered);
            assertThat(claims.claim(10)).hasSize(1);
            assertThat(connections.get(acme).outage()).isNull();
        }

        @Test
        void aProbeThatShowsOnePeerToBeDownLeavesTheOtherToTheNext() {
            mark(7);
            connections.down(acme, Peer.KOMMO, NOON, OUTAGE);
            connections.down(acme, Peer.QUICKBOOKS, NOON, OUTAGE);
            Work probe = claimOne(claims);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(5), OUTAGE);
            queue.defer(probe, NOON, "Still down");
            claims.ended(probe);

            assertThat(claims.claim(10)).isEmpty();
            clock.pass(Duration.ofSeconds(5));
            assertThat(claims.claim(10)).hasSize(1);
        }

        @Test
        void othersGoOnWhileAPeerOfOneConnectionIsDown() {
            long globex = readyConnection("Globex");
            mark(7);
            mark(globex, 8);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(30), OUTAGE);

            assertThat(claims.claim(10)).extracting(Work::key).containsExactly("8");
        }

        @Test
        void bothPeersDownAreTriedByOne() {
            mark(7);
            mark(8);
            connections.down(acme, Peer.KOMMO, NOON.plusSeconds(10), OUTAGE);
            connections.down(acme, Peer.QUICKBOOKS, NOON.plusSeconds(20), OUTAGE);

            clock.set(NOON.plusSeconds(10));
            assertThat(claims.claim(10)).isEmpty();
            clock.set(NOON.plusSeconds(20));
            assertThat(claims.claim(10)).hasSize(1);
            assertThat(claims.claim(10)).isEmpty();
        }

        @Test
        void whatIsGivenBackAtTheStopWasNoAttempt() {
            Work mine = running(7);
            mark(8);
            Work others = claimOne(otherInstance);

            claims.release();

            assertThat(row(mine.id()))
                    .contains(
                            entry("state", "OPEN"),
                            entry("attempts", 0),
                            entry("owner", null),
                            entry("running_lane", null),
                            entry("lease_until", null));
            assertThat(state(others.id())).isEqualTo("RUNNING");
            assertThat(claimOne(otherInstance))
                    .isEqualTo(new Work(mine.id(), acme, mine.kind(), "7", mine.lane(), 2, 1, 1));
        }

        @Test
        void aStartOnH2TakesOverAtOnceAndOnPostgreSqlNot() {
            Work work = running(7);
            WorkLifecycle start = new WorkLifecycle(otherInstance, new DatabaseKind(pool));

            start.start();
            clock.pass(Duration.ofMillis(1));

            assertThat(start.isRunning()).isTrue();
            assertThat(otherInstance.claim(1))
                    .extracting(Work::id)
                    .isEqualTo(database == TestDatabase.H2 ? List.of(work.id()) : List.of());

            start.stop();
            assertThat(start.isRunning()).isFalse();
            assertThat(state(work.id())).isEqualTo(database == TestDatabase.H2 ? "OPEN" : "RUNNING");
        }
    }
}
