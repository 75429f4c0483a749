package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;

/** When sweeps are marked due. */
class SweepsTest {

    @Nested
    class OnH2 extends Clockwork {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Clockwork {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Clockwork extends TimedSweeps {

        Clockwork(TestDatabase database) {
            super(database);
        }

        @Test
        void eachComesOnceInItsInterval() {
            for (int minute = 0; minute < 61; minute++) {
                sweeps.tick(connection());
                for (Work work : claims.claim(2)) {
                    queue.done(work);
                }
                for (Work work : claims.claim(2)) {
                    queue.done(work);
                }
                clock.pass(Duration.ofMinutes(1));
            }
            assertThat(marks()).containsExactly("kommo-sweep 7", "quickbooks-sweep 3");
        }

        @Test
        void ofManyInstancesOneMarks() throws Exception {
            Connection connection = connection();
            AtOnce.run(8, caller -> {
                sweeps.tick(connection);
                return caller;
            });
            assertThat(marks()).containsExactly("kommo-sweep 1", "quickbooks-sweep 1");
        }

        @Test
        void oneThatWaitsForItsNextAttemptKeepsItsDelays() {
            sweeps.tick(connection());
            Work work = claims.claim(1).get(0);
            queue.tryAgain(work, NOON.plus(Duration.ofHours(3)), "It broke");
            clock.pass(Duration.ofMinutes(31));

            sweeps.tick(connection());

            assertThat(row("select * from work where id = ?", work.id())).containsEntry("attempts", 1);
            assertThat(marks()).contains(work.kind().route() + " 1");
        }

        @Test
        void whatIsNotReadyIsLeftAlone() {
            jdbc.sql("update connection set paused = true").update();
            sweeps.tick(connection());
            assertThat(marks()).isEmpty();
        }

        @Test
        void anIntervalOfZeroSwitchesASweepOff() {
            Sweeps off = new Sweeps(
                    connections,
                    bean(Watermarks.class),
                    bean(AtWork.class),
                    bean(QuickBooksWebhooks.class),
                    queue,
                    new ReconcileSettings(Duration.ZERO, Duration.ofMinutes(30)),
                    bean(PlatformTransactionManager.class));
            off.tick(connection());
            assertThat(marks()).containsExactly("quickbooks-sweep 1");
        }

        @Test
        void theIntervalOfQuickBooksGrowsUpToSixHoursUntilASweepIsSurprised() {
            Sweeps growing = sweeps(null);
            told("invoice 17 created");
            assertThat(dueIn(growing, true)).isEqualTo(Duration.ofMinutes(30));
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(1));
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(2));
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(4));
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(6));
            assertThat(dueIn(sweeps(null), false)).as("on another instance").isEqualTo(Duration.ofHours(6));
            assertThat(dueIn(growing, true)).isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void anIntervalThatWasSetNeverGrows() {
            told("invoice 17 created");
            assertThat(dueIn(sweeps(null), false)).isEqualTo(Duration.ofHours(1));
            Sweeps set = sweeps(Duration.ofMinutes(30));
            set.tick(connection());
            assertThat(marks()).as("one that is due later than it was set").contains("quickbooks-sweep 1");
            assertThat(dueIn(set, false)).isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void itDoesNotGrowWhereNoWebhookOfMoneyHasCome() {
            Sweeps growing = sweeps(null);
            assertThat(dueIn(growing, false)).as("none at all").isEqualTo(Duration.ofMinutes(30));
            told("item 3 updated");
            assertThat(dueIn(growing, false)).as("of items alone").isEqualTo(Duration.ofMinutes(30));
            told("payment 17 created");
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(1));

            clock.pass(Duration.ofHours(1));
            changedInvoice(clock.instant());
            assertThat(dueIn(growing, false)).as("it may still come").isEqualTo(Duration.ofHours(2));
            clock.pass(Duration.ofMinutes(11));
            assertThat(dueIn(growing, false)).as("it never came").isEqualTo(Duration.ofMinutes(30));
            told("invoice 18 emailed");
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(1));
        }

        /** Nobody told us anything meanwhile. */
        @Test
        void whoWasNotAtWorkLooksThroughTheBooksAtOnce() {
            Sweeps growing = sweeps(null);
            told("invoice 17 created");
            growing.tick(connection());
            work();
            assertThat(dueIn(growing, false)).isEqualTo(Duration.ofHours(1));
            clock.pass(Duration.ofMinutes(9));
            growing.tick(connection());
            assertThat(marks()).contains("quickbooks-sweep 1");
            clock.pass(Duration.ofMinutes(11));
            growing.tick(connection());
            assertThat(marks()).contains("quickbooks-sweep 2");
        }

        /** When the next sweep is due after one. */
        private Duration dueIn(Sweeps sweeps, boolean surprised) {
            transaction.executeWithoutResult(status -> sweeps.swept(connection(), surprised));
            return jdbc.sql("select quickbooks_sweep_due_at from connection where id = ?")
                    .param(acme)
                    .query((row, number) ->
                            Duration.between(clock.instant(), DatabaseTime.read(row, "quickbooks_sweep_due_at")))
                    .single();
        }

        private void told(String what) {
            jdbc.sql("insert into inbox (source, received_at, body) values ('QUICKBOOKS', ?, ?)")
                    .params(DatabaseTime.parameter(clock.instant()), new byte[0])
                    .update();
            jdbc.sql(
                            "insert into event (inbox_id, connection_id, what, state) select max(id), ?, ?, 'SKIPPED' from inbox")
                    .params(acme, what)
                    .update();
        }

        private void changedInvoice(Instant at) {
            jdbc.sql(
                            """
                            insert into seen_invoice (connection_id, invoice_id, total, balance, voided, gone, payments,
                                                      changed_at, read_at)
                            values (?, '17', 10, 10, false, false, '', ?, ?)
                            """)
                    .params(acme, DatabaseTime.parameter(at), DatabaseTime.parameter(at))
                    .update();
        }

        /** One lane's after the other. */
        private void work() {
            claims.claim(20).forEach(queue::done);
            claims.claim(20).forEach(queue::done);
        }

        @Test
        void onDemandItComesAtOnce() {
            sweeps.tick(connection());
            sweeps.start(connection(), null);
            sweeps.start(connection(), LocalDate.of(2026, 11, 1));
            assertThat(marks()).containsExactly("kommo-sweep 3", "quickbooks-sweep 3");
            assertThat(bean(Watermarks.class).kommo(acme).sweptTo()).isEqualTo("2026-11-01T00:00:00Z");
        }

        private List<String> marks() {
            return texts("select kind || ' ' || cast(hints as varchar) from work order by kind");
        }
    }
}
