package org.wonbooks.console.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.console.Page;
import org.wonbooks.console.TwoConnections;
import org.wonbooks.console.deal.DealFilter.Age;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.DealWords;
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
                    new DealLists(jdbc, clock));
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
        void findsDealsByWhatWordsBeginWithHoweverOldTheyAre() {
            rows.deal(ready, 11, "Café Crème terrace", "SENT");
            rows.deal(ready, 12, "Terrace opening", "SENT");
            rows.deal(fresh, 13, "Logo", "PAID");
            words(11, "Café Crème terrace", "Crème Holding", "pay@creme.example");
            words(12, "Terrace opening", "O'Brien Builders", "brien@creme.example");
            words(13, "Logo", "Ирина Петрова", null);
            for (int lead = 100; lead < 1100; lead++) {
                rows.deal(fresh, lead, "Later", "PAID");
            }

            assertThat(slice("cafe")).containsExactly(11L);
            assertThat(slice("CRÈME HOLD")).containsExactly(11L);
            assertThat(slice("terr")).containsExactly(12L, 11L);
            assertThat(slice("open terr")).containsExactly(12L);
            assertThat(slice("o'brien")).containsExactly(12L);
            assertThat(slice("brien@creme.example")).containsExactly(12L);
            assertThat(slice("петр")).containsExactly(13L);
            assertThat(slice("erra"))
                    .as("a part of a word is looked for in the newest alone")
                    .isEmpty();
            assertThat(slice("inv-12")).endsWith(12L);
            assertThat(slice("12")).endsWith(12L);
            assertThat(slice("913")).endsWith(13L);
            assertThat(slice("terrace logo")).isEmpty();
            assertThat(slice("...")).isEmpty();
            assertThat(deals.list(new DealFilter(null, Set.of(), "terr", null, false), 0)
                            .total())
                    .isEqualTo(2);
        }

        @Test
        void findsDealsThatAreOlderThanTheirWords() {
            rows.deal(ready, 11, "Terrace", "SENT");
            jdbc.sql("update deal set intent = '{\"customerName\": \"Café Crème\", \"email\": \"pay@creme.example\"}'")
                    .update();
            jdbc.sql("insert into deal_unworded (deal_id) select id from deal").update();
            assertThat(slice("creme")).isEmpty();

            new EarlierDeals(jdbc, bean(ObjectMapper.class), transaction).write();

            assertThat(slice("creme")).containsExactly(11L);
            assertThat(slice("pay@creme.example")).containsExactly(11L);
            assertThat(count("deal_unworded")).isZero();
        }

        @Test
        void goesOnWhereAPartOfTheListEnded() {
            for (int lead = 1; lead <= 7; lead++) {
                rows.deal(ready, lead, "Deal", lead % 2 == 0 ? "PAID" : "SENT");
            }
            DealFilter paid = new DealFilter(ready, Set.of(DealState.PAID), "", null, false);

            DealQueries.Slice first = deals.slice(paid, null, 2);
            DealQueries.Slice last = deals.slice(paid, first.next(), 2);

            assertThat(first.items()).extracting(DealView::leadId).containsExactly(6L, 4L);
            assertThat(last.items()).extracting(DealView::leadId).containsExactly(2L);
            assertThat(last.next()).isNull();
        }

        @Test
        void knowsWhatIsOverdueAndWhenADealWasWon() {
            rows.deal(ready, 11, "Due", "SENT");
            rows.deal(ready, 12, "Not due", "SENT");
            for (int lead = 11; lead <= 12; lead++) {
                jdbc.sql("insert into seen_invoice (connection_id, invoice_id, total, balance, voided, gone, payments,"
                                + " due_on, read_at) values (?, ?, 1, 1, false, false, '', ?, current_timestamp)")
                        .params(ready, "9" + lead, LocalDate.parse(lead == 11 ? "2026-11-20" : "2026-11-22"))
                        .update();
            }
            jdbc.sql("update deal set created_at = ? where lead_id = 12")
                    .param(DatabaseTime.parameter(NOON.minus(Duration.ofDays(8))))
                    .update();

            assertThat(slice(new DealFilter(null, Set.of(), "", null, true))).containsExactly(11L);
            assertThat(slice(new DealFilter(null, Set.of(), "", Age.MONTH, false)))
                    .containsExactly(12L);
            assertThat(slice(new DealFilter(null, Set.of(), "", Age.WEEK, false)))
                    .isEmpty();
            assertThat(slice(new DealFilter(null, Set.of(), "", Age.OLDER, false)))
                    .containsExactly(11L);
        }

        private void words(long lead, String... texts) {
            long id = jdbc.sql("select id from deal where lead_id = ?")
                    .param(lead)
                    .query(Long.class)
                    .single();
            DealWords.keep(jdbc, id, texts);
            DealWords.keep(jdbc, id, texts);
        }

        private List<Long> slice(String q) {
            return slice(new DealFilter(null, Set.of(), q, null, false));
        }

        private List<Long> slice(DealFilter filter) {
            return deals.slice(filter, null, Page.SIZE).items().stream()
                    .map(DealView::leadId)
                    .toList();
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
