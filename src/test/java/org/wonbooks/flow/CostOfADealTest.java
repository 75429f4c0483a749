package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many calls, statements and transactions a deal and its payment cost, once a first deal has warmed everything. */
class CostOfADealTest extends WonbooksByHand {

    /** What goes on whether there is a deal or not, and what is not Wonbooks'. */
    private static final Pattern BESIDE = Pattern.compile(
            "(?is).*(sandbox|query_statistics|lease_until|state = 'OPEN'|from untaken u|token|set query).*|select current_timestamp|commit");

    @BeforeEach
    void aFirstDeal() {
        invoiced("Warm", "10");
        jdbc.sql("set query_statistics_max_entries 5000").update();
        jdbc.sql("set query_statistics true").update();
    }

    @AfterEach
    void countNoMore() {
        jdbc.sql("set query_statistics false").update();
    }

    @Test
    void staysAsLowAsItIs() {
        Cost before = cost();
        long lead = invoiced("Cost", "120.50");
        Cost deal = cost().since(before);

        String invoice = jdbc.sql("select invoice_id from deal where lead_id = ?")
                .param(lead)
                .query(String.class)
                .single();
        sandbox.patch("/hooks", "{\"enabled\": true}");
        before = cost();
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        awaitNotes(lead, 2);
        awaitQuiet();
        Cost payment = cost().since(before);

        System.out.println("A deal: " + deal + ". A payment: " + payment);
        assertThat(deal.calls()).isEqualTo(6);
        assertThat(deal.statements()).isLessThanOrEqualTo(95);
        assertThat(deal.transactions()).isLessThanOrEqualTo(12);
        assertThat(payment.calls()).isEqualTo(5);
        assertThat(payment.statements()).isLessThanOrEqualTo(79);
        assertThat(payment.transactions()).isLessThanOrEqualTo(10);
    }

    /** @param transactions that a run writes in, each of which holds its lease */
    private record Cost(int calls, long statements, long transactions) {

        Cost since(Cost before) {
            return new Cost(calls - before.calls, statements - before.statements, transactions - before.transactions);
        }

        @Override
        public String toString() {
            return calls + " calls, " + statements + " statements, " + transactions + " transactions";
        }
    }

    private Cost cost() {
        long[] counts = new long[2];
        jdbc.sql("select sql_statement, execution_count from information_schema.query_statistics")
                .query(row -> {
                    String sql = row.getString(1).replaceAll("\\s+", " ").strip();
                    if (!BESIDE.matcher(sql).matches()) {
                        counts[0] += row.getLong(2);
                        counts[1] += sql.startsWith("update work set epoch = epoch") ? row.getLong(2) : 0;
                    }
                });
        return new Cost(calls(), counts[0], counts[1]);
    }

    private int calls() {
        return sandbox.get("/calls?system=kommo").size()
                + sandbox.get("/calls?system=quickbooks").size();
    }
}
