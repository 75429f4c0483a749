package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

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

        /** So much work of each of two connections; answers the second one. */
        private long markOfTwo(int leads) {
            long globex = readyConnection("Globex");
            for (long lead = 1; lead <= leads; lead++) {
                mark(lead);
                mark(globex, lead);
            }
            return globex;
        }

        @Test
        void noConnectionIsAlwaysTheFirst() {
            long globex = markOfTwo(3);

            assertThat(Stream.generate(() -> claimOne(claims)).limit(4))
                    .extracting(Work::connectionId)
                    .containsExactly(acme, globex, acme, globex);
        }

        @Test
        void aConnectionHasSoManyInFlightOverAllInstances() {
            markOfTwo(12);

            List<Work> running = claims.claim(10);
            assertThat(otherInstance.claim(100)).hasSize(2 * LIMITS.quickbooksInFlight() - 10);
            assertThat(claims.claim(100)).isEmpty();
            queue.done(running.get(0));
            assertThat(otherInstance.claim(100))
                    .extracting(Work::connectionId)
                    .containsExactly(running.get(0).connectionId());
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
    }
}
