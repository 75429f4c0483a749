package org.wonbooks.console.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.Page;
import org.wonbooks.console.deal.DealFilter.Age;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.ShadowDeals;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/**
 * A list of 100,000 deals is read in about the time of one of 100: printed, and held where nothing else runs. No test
 * of a lane, since it asks the clock: {@code ./mvnw test -Dtest='ManyDealsProof*' -Dwonbooks.deals=100000}.
 */
class ManyDealsProof {

    private static final int FEW = 100;
    private static final int MANY = Integer.getInteger("wonbooks.deals", 20_000);

    @Nested
    class OnH2 extends ManyDeals {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    class OnPostgreSql extends ManyDeals {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class ManyDeals extends DatabaseTest {

        private final DealQueries deals;
        private long first;

        ManyDeals(TestDatabase database) {
            super(database);
            deals = new DealQueries(
                    jdbc,
                    new DealRows(jdbc, new ShadowDeals(jdbc, time), bean(ObjectMapper.class)),
                    new DealSearch(jdbc),
                    new DealLists(jdbc, clock));
        }

        @Test
        void aListIsReadInAboutTheSameTimeHoweverLongItIs() {
            for (int i = 0; i < 100; i++) {
                long id = connections.create("C" + i, "c" + i, null, ConnectionSettings.defaults());
                first = i == 0 ? id : first;
            }
            Map<String, DealFilter> filters = new LinkedHashMap<>();
            filters.put("all", filter(null, "", null, false));
            filters.put("one connection", filter(first + 7, "", null, false));
            for (DealState state : DealState.values()) {
                filters.put(state.name(), filter(null, "", null, false, state));
                filters.put(state.name() + " of one connection", filter(first + 7, "", null, false, state));
            }
            for (Age age : Age.values()) {
                filters.put(age.name(), filter(null, "", age, false));
                filters.put(age.name() + " paid", filter(null, "", age, false, DealState.PAID));
            }
            filters.put("overdue", filter(null, "", null, true));
            filters.put("overdue of one connection", filter(first + 7, "", null, true));
            filters.put("a common word", filter(null, "website", null, false));
            filters.put("two common words", filter(null, "website acme", null, false));
            filters.put("a common word, a rare state", filter(null, "website", null, false, DealState.VOIDED));
            filters.put("a rare word", filter(null, "unique50", null, false));
            filters.put("a rare and a common word", filter(null, "unique50 website", null, false));
            filters.put("an address", filter(null, "pay50@acme.example", null, false));
            filters.put("no word", filter(null, "nowhere", null, false));
            filters.put("a number", filter(null, "INV-50", null, false));
            filters.put("an id", filter(null, "50", null, false));

            fill(0, FEW);
            Map<String, Long> few = measured(filters);
            fill(FEW, MANY);
            Map<String, Long> many = measured(filters);

            StringBuilder table = new StringBuilder(database + ": microseconds with " + FEW + ", with " + MANY + "\n");
            filters.keySet()
                    .forEach(name -> table.append("%8d %8d  %s%n".formatted(few.get(name), many.get(name), name)));
            System.out.println(table);
            assertThat(many)
                    .allSatisfy((name, micros) -> assertThat(micros).as(name).isLessThan(few.get("all") * 20));
        }

        private static DealFilter filter(Long connection, String q, Age age, boolean overdue, DealState... states) {
            return new DealFilter(connection, Set.of(states), q, age, overdue);
        }

        private Map<String, Long> measured(Map<String, DealFilter> filters) {
            Map<String, Long> best = new LinkedHashMap<>();
            filters.forEach((name, filter) -> {
                for (int i = 0; i < 12; i++) {
                    long begin = System.nanoTime();
                    // H2 remembers the answer to the same question.
                    deals.slice(filter, Long.MAX_VALUE - i, Page.SIZE);
                    best.merge(name, (System.nanoTime() - begin) / 1000, Math::min);
                }
            });
            return best;
        }

        /** Most are paid; each state has some, those of one's own wishes the oldest. */
        private void fill(int from, int to) {
            String numbers = database == TestDatabase.H2
                    ? "system_range(%d, %d) as n(i)".formatted(from, to - 1)
                    : "generate_series(%d, %d) as n(i)".formatted(from, to - 1);
            String intent = "{\"customerName\": \"Acme Holding\", \"amount\": 100, \"fields\": {\"A\": \""
                    + "x".repeat(700) + "\"}}";
            jdbc.sql(
                            """
                            insert into deal (connection_id, lead_id, cycle, name, state, unbilled, created_at, intent, invoice_id,
                                              doc_number, total, balance, currency)
                            select :first + mod(i, 100), i, 1, 'Website ' || i,
                                   case when mod(i, 1000) = 1 then 'VOIDED' when i < 50 or mod(i, 10) = 2 then 'WON'
                                        when mod(i, 50) = 3 then 'SENT' when mod(i, 100) = 4 then 'PARTIALLY_PAID'
                                        when mod(i, 500) = 5 then 'INVOICED' else 'PAID' end,
                                   mod(i, 10) = 2, timestamp with time zone '2024-11-22 00:00:00+00' + i * interval '10' minute,
                                   :intent, case when i < 50 or mod(i, 10) = 2 then null else '9' || i end,
                                   'INV-' || i, 100, 10, 'USD' from %s
                            """
                                    .formatted(numbers))
                    .param("first", first)
                    .param("intent", intent)
                    .update();
            jdbc.sql(
                            """
                            insert into decision (deal_id, connection_id, verdict, cause, facts, decided_at, evidence, shown, digest)
                            select id, connection_id, case when unbilled then 'LEAVE' when mod(lead_id, 1000) = 7 then 'HOLD'
                                                           else 'BILL' end, 'WON', '{}', created_at, '{}', '{}', 'x'
                              from deal where lead_id >= ? and lead_id < ?
                            """)
                    .params(from, to)
                    .update();
            jdbc.sql(
                            """
                            insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch, first_seen_at)
                            select connection_id, 'deal-won', cast(lead_id as varchar(60)), 'lane',
                                   case when mod(lead_id, 1000) = 8 then 'DEAD' else 'DONE' end, created_at, 1, 0, 0, created_at
                              from deal where lead_id >= ? and lead_id < ?
                            """)
                    .params(from, to)
                    .update();
            jdbc.sql(
                            """
                            insert into seen_invoice (connection_id, invoice_id, total, balance, voided, gone, payments, read_at, due_on)
                            select connection_id, invoice_id, 100, 10, false, false, '', created_at,
                                   case when state in ('SENT', 'PARTIALLY_PAID') then
                                        case when mod(lead_id, 3) = 0 then date '2026-10-01' else date '2027-01-01' end end
                              from deal where lead_id >= ? and lead_id < ? and invoice_id is not null
                            """)
                    .params(from, to)
                    .update();
            jdbc.sql(
                            """
                            insert into timeline (deal_id, at, text)
                            select d.id, d.created_at, 'Won' from deal d, (values (1), (2), (3), (4)) as lines(i)
                             where d.lead_id >= ? and d.lead_id < ?
                            """)
                    .params(from, to)
                    .update();
            for (String word : new String[] {
                "'website'", "'acme'", "'unique' || lead_id", "'pay' || lead_id || '@acme.example'", "'example'"
            }) {
                String bytes = database == TestDatabase.H2
                        ? "cast(%s as varbinary)".formatted(word)
                        : "convert_to(%s, 'UTF8')".formatted(word);
                jdbc.sql("insert into deal_word (deal_id, word) select id, " + bytes
                                + " from deal where lead_id >= ? and lead_id < ?")
                        .params(from, to)
                        .update();
            }
            jdbc.sql("analyze").update();
        }
    }
}
