package org.wonbooks.console.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.console.Page;
import org.wonbooks.console.TwoConnections;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.ShadowDeals;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What the list of deals finds, on both databases. */
class DealQueriesTest {

    @Nested
    class OnH2 extends DealList {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends DealList {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class DealList extends TwoConnections {

        private final DealQueries deals;

        DealList(TestDatabase database) {
            super(database);
            deals = new DealQueries(
                    jdbc,
                    new DealRows(jdbc, new ShadowDeals(jdbc, time), bean(ObjectMapper.class)),
                    new DealSearch(jdbc),
                    clock);
        }

        @Test
        void findsDeals() {
            rows.deal(ready, 11, "Website 100%", "SENT");
            rows.deal(ready, 12, "Web_shop", "WON");
            rows.held(ready, 12);
            rows.deal(fresh, 13, "LOGO", "PAID");
            rows.deal(fresh, 14, null, "SKIPPED");

            assertThat(leads(null, Set.of(), "")).containsExactly(14L, 13L, 12L, 11L);
            assertThat(leads(ready, Set.of(), "")).containsExactly(12L, 11L);
            assertThat(leads(null, Set.of(DealState.ATTENTION), "")).containsExactly(12L);
            assertThat(leads(null, Set.of(DealState.WON), "")).isEmpty();
            assertThat(leads(null, Set.of(DealState.PAID, DealState.SENT), "")).containsExactly(13L, 11L);
            assertThat(leads(null, Set.of(), " WEB")).containsExactly(12L, 11L);
            assertThat(leads(null, Set.of(), "0%")).containsExactly(11L);
            assertThat(leads(null, Set.of(), "%")).containsExactly(11L);
            assertThat(leads(null, Set.of(), "b_s")).containsExactly(12L);
            assertThat(leads(null, Set.of(), "inv-13")).containsExactly(13L);
            assertThat(leads(null, Set.of(), "14")).contains(14L);
            assertThat(leads(null, Set.of(), "914")).containsExactly(14L);
            assertThat(leads(null, Set.of(), "' or 1=1 --")).isEmpty();
            assertThat(list(ready, Set.of(), "").total()).isEqualTo(2);
            assertThat(list(ready, Set.of(), "").items().get(0).steps()).isNull();
        }

        @Test
        void showsADealAsItWasWonTheLastTime() {
            rows.deal(ready, 11, "First", "PAID");
            jdbc.sql(
                            """
                            insert into deal (connection_id, lead_id, cycle, name, state, created_at)
                            values (?, 11, 2, 'Second', 'WON', current_timestamp)
                            """)
                    .param(ready)
                    .update();

            assertThat(list(null, Set.of(), "").items())
                    .extracting(DealView::name)
                    .containsExactly("Second");
            assertThat(deals.find(ready, 11)).get().extracting(DealView::name).isEqualTo("Second");
        }

        private Page<DealView> list(Long connection, Set<DealState> states, String q) {
            return deals.list(new DealFilter(connection, states, q, null, false), 0);
        }

        private List<Long> leads(Long connection, Set<DealState> states, String q) {
            return list(connection, states, q).items().stream()
                    .map(DealView::leadId)
                    .toList();
        }
    }
}
