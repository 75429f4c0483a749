package org.wonbooks.console.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.console.Page;
import org.wonbooks.console.TwoConnections;
import org.wonbooks.console.work.WorkQueries.State;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.run.NothingStopped;

/** What the list of work finds, on both databases. */
class WorkQueriesTest {

    @Nested
    class OnH2 extends WorkList {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends WorkList {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class WorkList extends TwoConnections {

        private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

        private final WorkQueries work;

        WorkList(TestDatabase database) {
            super(database);
            work = new WorkQueries(jdbc, connections, time, new NothingStopped());
        }

        @Test
        void findsWorkByItsState() {
            long open = rows.work(ready, "deal-won", "1", "OPEN");
            long running = rows.work(ready, "deal-won", "2", "RUNNING");
            long dead = rows.work(ready, "deal-won", "3", "DEAD");
            long done = rows.work(ready, "deal-won", "4", "DONE");
            long skipped = rows.work(ready, "deal-won", "5", "SKIPPED");
            long paused = rows.work(fresh, "deal-won", "6", "OPEN");
            long deadToo = rows.work(fresh, "deal-won", "7", "DEAD");

            assertThat(ids()).containsExactly(deadToo, paused, skipped, done, dead, running, open);
            assertThat(ids(State.OPEN)).containsExactly(open);
            assertThat(ids(State.PAUSED)).containsExactly(paused);
            assertThat(ids(State.DEAD, State.PAUSED)).containsExactly(deadToo, paused, dead);
            assertThat(work.list(Set.of(State.DEAD), 0).total()).isEqualTo(2);
            assertThat(work.counts())
                    .containsEntry(ready, new WorkQueries.Counts(1, 1, 0, 1))
                    .containsEntry(fresh, new WorkQueries.Counts(0, 0, 1, 1));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "update connection set paused = true| The connection is paused",
                    "update connection set mode = 'off'| The connection is switched off",
                    "update connection set (kommo_down_until, kommo_down_reason) = (current_timestamp, 'No rights')| No rights",
                    "update connection set (quickbooks_down_until, quickbooks_down_reason) = (current_timestamp, 'No answer')| No answer",
                    "delete from token where system = 'QUICKBOOKS'| QuickBooks is not connected yet",
                    "update token set (state, reason) = ('NEEDS_RECONNECT', 'No tokens') where system = 'KOMMO'| No tokens",
                })
        void openWorkOfAConnectionThatDoesNotRunIsPaused(String cause, String reason) {
            long id = rows.work(ready, "deal-won", "1", "OPEN");
            assertThat(work.find(id)).get().extracting(WorkQueries.View::state).isEqualTo(State.OPEN);

            jdbc.sql(cause).update();

            WorkQueries.View view = work.find(id).orElseThrow();
            assertThat(view.state()).isEqualTo(State.PAUSED);
            assertThat(view.reason()).startsWith(reason);
            assertThat(ids(State.OPEN)).isEmpty();
            assertThat(ids(State.PAUSED)).containsExactly(id);
        }

        @Test
        void namesTheDealsThatWorkIsAbout() {
            rows.deal(ready, 77, "Website", "SENT");

            assertThat(leads("deal-won", "5")).containsExactly(5L);
            assertThat(leads("invoice-changed", "977")).containsExactly(77L);
            assertThat(leads("invoice-changed", "1")).isEmpty();
            assertThat(leads("payment-received", "977")).isEmpty();
        }

        private List<Long> leads(String kind, String key) {
            return work.find(rows.work(ready, kind, key, "DONE")).orElseThrow().leadIds();
        }

        @Test
        void goesThroughALongListByPages() {
            for (int i = 0; i < Page.SIZE + 3; i++) {
                rows.work(ready, "deal-won", String.valueOf(i), "DONE");
            }

            assertThat(work.list(Set.of(), 0).items()).hasSize(Page.SIZE);
            assertThat(work.list(Set.of(), 1).items())
                    .extracting(WorkQueries.View::key)
                    .containsExactly("2", "1", "0");
            assertThat(work.list(Set.of(), 1).total()).isEqualTo(Page.SIZE + 3);
            assertThat(work.list(Set.of(), 2).items()).isEmpty();
        }

        @Test
        void knowsHowLongOpenWorkIsOverdue() {
            assertThat(work.longestWait()).isZero();

            rows.work(ready, "deal-won", "1", "OPEN", LATER);
            rows.work(fresh, "deal-won", "2", "OPEN", Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(work.longestWait()).as("paused work is not late").isZero();

            rows.work(ready, "deal-won", "3", "OPEN", Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(work.longestWait()).isGreaterThan(Duration.ofDays(1)).isLessThan(Duration.ofDays(4000));
        }

        private List<Long> ids(State... states) {
            return work.list(Set.of(states), 0).items().stream()
                    .map(WorkQueries.View::id)
                    .toList();
        }
    }
}
