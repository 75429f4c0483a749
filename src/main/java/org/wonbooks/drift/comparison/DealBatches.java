package org.wonbooks.drift.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.comparison.Sides.Task;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.work.Work;

/** Compares what was seen with our ledger, some deals at a time, and writes down what is found. */
@Repository
class DealBatches {

    private static final int AT_ONCE = 500;

    private static final String WORK =
            """
            select w.*, cast(w.work_key as bigint) as lead from work w
             where w.connection_id = :connection and w.kind = 'deal-won' and w.work_key in (:keys)
            union all
            select w.*, d.lead_id as lead from deal d
              join work w on w.connection_id = d.connection_id and w.kind = 'invoice-changed'
                         and w.work_key = d.invoice_id
             where d.connection_id = :connection and d.lead_id in (:leads)
            """;

    private final JdbcClient jdbc;
    private final DriftRows rows;
    private final Fence fence;
    private final DatabaseTime time;
    private final ObjectMapper json;

    public DealBatches(JdbcClient jdbc, DriftRows rows, Fence fence, DatabaseTime time, ObjectMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.fence = fence;
        this.time = time;
        this.json = json;
    }

    /** Compares the deals after that one, by their numbers; gives the last one compared, -1: all are. */
    @Transactional
    public long compare(Work work, Connection connection, Report report, long after) {
        fence.hold(work.lease());
        Map<Long, Card> cards = cards(report, after);
        if (cards.isEmpty()) {
            return -1;
        }
        List<Long> leads = cards.keySet().stream().sorted().toList();
        Map<Long, List<Booked>> invoices = invoices(report, leads);
        Map<Long, List<Known>> known = known(connection.id(), leads);
        Map<Long, List<Task>> tasks = tasks(connection.id(), leads);
        Instant now = time.now();
        Comparison comparison = new Comparison(report.begunAt(), now, report.dryRun());
        List<Finding> findings = new ArrayList<>();
        leads.forEach(lead -> findings.addAll(comparison.of(new Sides(
                lead,
                cards.get(lead).orKnownAs(known.getOrDefault(lead, List.of())),
                invoices.getOrDefault(lead, List.of()),
                known.getOrDefault(lead, List.of()),
                tasks.getOrDefault(lead, List.of())))));
        rows.add(report.id(), findings);
        return leads.get(leads.size() - 1);
    }

    private Map<Long, Card> cards(Report report, long after) {
        Map<Long, Card> cards = new HashMap<>();
        jdbc.sql("select * from drift_deal where report_id = ? and lead_id > ? order by lead_id limit ?")
                .params(report.id(), after, AT_ONCE)
                .query(row -> {
                    cards.put(
                            row.getLong("lead_id"),
                            new Card(
                                    row.getString("name"),
                                    number(row.getString("amount")),
                                    row.getBoolean("gone"),
                                    row.getBoolean("won"),
                                    row.getBoolean("paid"),
                                    number(row.getString("paid_amount"))));
                });
        return cards;
    }

    private Map<Long, List<Booked>> invoices(Report report, List<Long> leads) {
        Map<Long, List<Booked>> invoices = new HashMap<>();
        jdbc.sql("select * from drift_invoice where report_id = :report and lead_id in (:leads) order by invoice_id")
                .param("report", report.id())
                .param("leads", leads)
                .query(row -> {
                    add(
                            invoices,
                            row.getLong("lead_id"),
                            new Booked(
                                    row.getString("invoice_id"),
                                    row.getInt("cycle"),
                                    row.getString("doc_number"),
                                    row.getBigDecimal("total"),
                                    row.getBigDecimal("sales"),
                                    row.getBigDecimal("balance"),
                                    row.getString("currency"),
                                    State.valueOf(row.getString("state"))));
                });
        return invoices;
    }

    private Map<Long, List<Known>> known(long connectionId, List<Long> leads) {
        Map<Long, List<Known>> known = new HashMap<>();
        jdbc.sql(Decisions.DEALS + " where d.connection_id = :connection and d.lead_id in (:leads) order by d.cycle")
                .param("connection", connectionId)
                .param("leads", leads)
                .query(row -> {
                    add(
                            known,
                            row.getLong("lead_id"),
                            new Known(
                                    row.getInt("cycle"),
                                    row.getString("name"),
                                    DealState.valueOf(row.getString("state")),
                                    row.getString("invoice_id"),
                                    row.getString("doc_number"),
                                    frozen(row.getString("intent")),
                                    Decisions.of(row, json)));
                });
        return known;
    }

    private Map<Long, List<Task>> tasks(long connectionId, List<Long> leads) {
        Map<Long, List<Task>> tasks = new HashMap<>();
        jdbc.sql(WORK)
                .param("connection", connectionId)
                .param("keys", leads.stream().map(String::valueOf).toList())
                .param("leads", leads)
                .query(row -> {
                    add(tasks, row.getLong("lead"), task(row));
                });
        return tasks;
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getString("state"),
                DatabaseTime.read(row, "due_at"),
                row.getInt("attempts"),
                row.getString("reason"),
                row.getString("fix"),
                DatabaseTime.read(row, "finished_at"));
    }

    private BigDecimal frozen(String intent) {
        return intent == null
                ? null
                : DatabaseJson.read(json, intent, InvoiceIntent.class).amount();
    }

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static <T> void add(Map<Long, List<T>> map, long lead, T value) {
        map.computeIfAbsent(lead, none -> new ArrayList<>()).add(value);
    }
}
