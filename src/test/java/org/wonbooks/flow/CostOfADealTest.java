package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.testing.WonbooksByHand;

/**
 * What a deal and its payment cost, once a first deal has warmed everything: calls, statements of all kinds with those
 * of the door, of claims, leases and tokens, the transactions in which a run writes, and the bytes that H2 writes.
 * {@code docs/architecture.md} says what each transaction is for.
 */
class CostOfADealTest extends WonbooksByHand {

    /**
     * What goes on whether there is a deal or not: the looks for due work and for deliveries, the heartbeat, what asks
     * for this test.
     */
    private static final Pattern BESIDE = Pattern.compile(
            "(?is)(select c\\.id, c\\.mode, c\\.kommo_down_until|select u\\.\\*, i\\.received_at|update work set lease_until"
                    + "|select webhook_secret_digest|select \\(select count\\(\\*\\) from work|set ).*|.*query_statistics.*|.*information_schema.*");

    /** Asked for the test's own sake each time a hook is sent by hand. */
    private static final int OWN = 1;

    @Autowired
    private CamelContext camel;

    /** The clockwork stands still: what it asks each minute is no part of a deal, and would be counted now and then. */
    @BeforeEach
    void aFirstDeal() throws SchedulerException {
        clockwork().standby();
        invoiced("Warm", "10");
        jdbc.sql("set query_statistics_max_entries 5000").update();
        jdbc.sql("set query_statistics true").update();
    }

    @AfterEach
    void countNoMore() throws SchedulerException {
        jdbc.sql("set query_statistics false").update();
        clockwork().start();
    }

    private Scheduler clockwork() {
        return camel.getComponent("quartz", QuartzComponent.class).getScheduler();
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

        // What H2 writes depends on what it has to tidy up too: it is shown, and not held.
        System.out.println("A deal: " + deal + "\nA payment: " + payment);
        assertThat(deal.calls()).isEqualTo(6);
        assertThat(deal.statements() - OWN).isLessThanOrEqualTo(87);
        assertThat(deal.transactions()).isLessThanOrEqualTo(11);
        assertThat(payment.calls()).isEqualTo(5);
        // 91 where both hooks come in one delivery; on busy cores they may come in two, and mark the deal once more.
        assertThat(payment.statements()).isLessThanOrEqualTo(93);
        assertThat(payment.transactions()).isLessThanOrEqualTo(8);
    }

    /**
     * @param kinds how often each statement was made
     * @param transactions that a run writes in, each of which holds its lease
     * @param kilobytes that were written to H2's file
     */
    private record Cost(int calls, Map<String, Long> kinds, long kilobytes) {

        Cost since(Cost before) {
            Map<String, Long> more = new TreeMap<>();
            kinds.forEach((sql, count) -> more.put(sql, count - before.kinds.getOrDefault(sql, 0L)));
            more.values().removeIf(count -> count == 0);
            return new Cost(calls - before.calls, more, kilobytes - before.kilobytes);
        }

        long statements() {
            return kinds.entrySet().stream()
                    .filter(kind -> !isCommit(kind.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        private static boolean isCommit(String sql) {
            return sql.equals("COMMIT");
        }

        long transactions() {
            return kinds.entrySet().stream()
                    .filter(kind -> kind.getKey().startsWith("update work set epoch = epoch"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        @Override
        public String toString() {
            StringBuilder words = new StringBuilder("%d calls, %d statements, %d transactions, %d kB written"
                    .formatted(calls, statements(), transactions(), kilobytes));
            kinds.forEach((sql, count) ->
                    words.append("\n  ").append(count).append("  ").append(sql, 0, Math.min(110, sql.length())));
            return words.toString();
        }
    }

    private Cost cost() {
        Map<String, Long> kinds = new TreeMap<>();
        jdbc.sql("select sql_statement, execution_count from information_schema.query_statistics")
                .query(row -> {
                    String sql = row.getString(1).replaceAll("\\s+", " ").strip();
                    if (!BESIDE.matcher(sql).matches()) {
                        kinds.merge(sql, row.getLong(2), Long::sum);
                    }
                });
        long bytes = jdbc.sql("select setting_value from information_schema.settings where setting_name = ?")
                .param("info.FILE_WRITE_BYTES")
                .query(Long.class)
                .single();
        return new Cost(calls(), kinds, bytes / 1024);
    }

    private int calls() {
        return sandbox.get("/calls?system=kommo").size()
                + sandbox.get("/calls?system=quickbooks").size();
    }
}
