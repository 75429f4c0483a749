package org.wonbooks.drift.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.QuickBooksPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.State;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.invoicing.Marker.Marked;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.work.Work;

/**
 * The invoices that a report has seen in the books, kept in a table: those that changed since the report's time, and
 * those of the deals that were seen, as far as they bear our mark or our ledger knows them.
 */
@Repository("driftInvoices")
class DriftInvoices implements Question.OfQuickBooks {

    private static final Logger LOG = LoggerFactory.getLogger(DriftInvoices.class);

    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** So many ids fit into an address. */
    private static final int MOST_IDS = 100;

    private final JdbcClient jdbc;
    private final Fence fence;
    private final DatabaseTime time;
    private final NamedParameterJdbcTemplate batches;

    public DriftInvoices(DataSource dataSource, JdbcClient jdbc, Fence fence, DatabaseTime time) {
        this.fence = fence;
        this.jdbc = jdbc;
        this.time = time;
        batches = new NamedParameterJdbcTemplate(dataSource);
    }

    /** Whose invoice it is. */
    private record Owner(long leadId, int cycle) {}

    @Override
    public Read<?> ask(Run run) {
        Report report = run.get("report", Report.class);
        Instant from = report.since().truncatedTo(ChronoUnit.SECONDS);
        return new QuickBooksPages("Invoice", new Pages(this, run.connection(), report))
                .between(from, time.now().plus(AHEAD))
                .read();
    }

    /** Keeps each page's invoices that are ours. One that no list can be read with is looked for by its id later. */
    private record Pages(DriftInvoices drift, Connection connection, Report report) implements QuickBooksPages.Taker {

        @Override
        public Instant now() {
            return drift.time.now();
        }

        @Override
        public void take(QueryAnswer page, Instant readAt) {
            drift.counted(report);
            drift.store(
                    report, drift.ours(connection.id(), page.changedInvoices().read()));
        }

        @Override
        public void leaveOut(String kind, Instant second, PermanentFault why) {
            LOG.warn(
                    "Connection {}: an invoice changed at {} is in no list: {}",
                    connection.id(),
                    second,
                    why.getMessage());
        }
    }

    /** Invoices of the deals that were seen, which did not change lately or are gone; empty: none is left. */
    public List<String> missing(Connection connection, Report report) {
        return jdbc.sql(
                        """
                        select k.invoice_id from drift_deal d
                          join deal k on k.connection_id = ? and k.lead_id = d.lead_id
                          left join drift_invoice i on i.report_id = d.report_id and i.invoice_id = k.invoice_id
                         where d.report_id = ? and k.invoice_id is not null and k.state <> 'VOIDED'
                           and i.invoice_id is null
                         order by k.invoice_id limit ?
                        """)
                .params(connection.id(), report.id(), MOST_IDS)
                .query(String.class)
                .list();
    }

    /** Keeps those of them that a query found; answers the others, which have to be read before they count as gone. */
    public List<String> keepMissing(Connection connection, Report report, List<String> missing, QueryAnswer answer) {
        counted(report);
        List<Invoice> found = answer.changedInvoices().read().stream()
                .filter(invoice -> missing.contains(invoice.id()))
                .toList();
        store(report, ours(connection.id(), found));
        Set<String> ids = found.stream().map(Invoice::id).collect(Collectors.toSet());
        return missing.stream().filter(id -> !ids.contains(id)).toList();
    }

    /**
     * Keeps what was read of one that no list names.
     *
     * @param invoice null: it is gone
     */
    public void keepRead(Connection connection, Report report, String id, Invoice invoice) {
        if (invoice != null && !invoice.id().equals(id)) {
            throw new PassingFault("QuickBooks answered with another invoice", null);
        }
        counted(report);
        Owner owner = owners(connection.id(), List.of(id)).get(id);
        store(report, Map.of(invoice == null ? gone(id, owner) : booked(invoice, owner), owner.leadId()));
    }

    /** It can't be read: its deal is compared with nothing. */
    @Transactional
    public void leaveOut(Work work, Connection connection, Report report, String invoice, PermanentFault why) {
        fence.hold(work.lease());
        owners(connection.id(), List.of(invoice)).values().forEach(owner -> leaveOut(report, owner.leadId(), why));
    }

    private void leaveOut(Report report, long leadId, PermanentFault why) {
        LOG.warn("Connection {}: deal {} is not compared: {}", report.connectionId(), leadId, why.getMessage());
        jdbc.sql("delete from drift_deal where report_id = ? and lead_id = ?")
                .params(report.id(), leadId)
                .update();
    }

    private void counted(Report report) {
        jdbc.sql("update drift_report set reads = reads + 1 where id = ?")
                .param(report.id())
                .update();
    }

    /** With the deals that they belong to. What our ledger says goes before what a mark says. */
    private Map<Booked, Long> ours(long connectionId, List<Invoice> invoices) {
        Map<String, Owner> owners =
                owners(connectionId, invoices.stream().map(Invoice::id).toList());
        Map<Booked, Long> ours = new LinkedHashMap<>();
        for (Invoice invoice : invoices) {
            Owner owner = owners.get(invoice.id());
            if (owner == null) {
                owner = Marker.at(invoice.privateNote())
                        .filter(mark -> mark.connectionId() == connectionId)
                        .map(DriftInvoices::owner)
                        .orElse(null);
            }
            if (owner != null) {
                ours.put(booked(invoice, owner), owner.leadId());
            }
        }
        return ours;
    }

    private static Owner owner(Marked mark) {
        return new Owner(mark.leadId(), mark.cycle());
    }

    private Map<String, Owner> owners(long connectionId, Collection<String> invoiceIds) {
        Map<String, Owner> owners = new HashMap<>();
        if (!invoiceIds.isEmpty()) {
            jdbc.sql(
                            """
                            select invoice_id, lead_id, cycle from deal
                             where connection_id = :connection and invoice_id in (:invoices)
                            """)
                    .param("connection", connectionId)
                    .param("invoices", invoiceIds)
                    .query(row -> {
                        owners.put(row.getString("invoice_id"), new Owner(row.getLong("lead_id"), row.getInt("cycle")));
                    });
        }
        return owners;
    }

    private static Booked booked(Invoice invoice, Owner owner) {
        return new Booked(
                invoice.id(),
                owner.cycle(),
                invoice.docNumber(),
                cents(invoice.total()),
                cents(invoice.sales()),
                cents(invoice.balance()),
                invoice.currency() == null ? null : invoice.currency().value(),
                invoice.voided() ? State.VOIDED : State.LIVE);
    }

    private static Booked gone(String id, Owner owner) {
        return new Booked(id, owner.cycle(), null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, null, State.GONE);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private void store(Report report, Map<Booked, Long> invoices) {
        if (invoices.isEmpty()) {
            return;
        }
        jdbc.sql("delete from drift_invoice where report_id = :report and invoice_id in (:invoices)")
                .param("report", report.id())
                .param("invoices", invoices.keySet().stream().map(Booked::id).toList())
                .update();
        batches.batchUpdate(
                """
                insert into drift_invoice (report_id, invoice_id, lead_id, cycle, doc_number, total, sales, balance,
                                           currency, state)
                values (:report, :invoice, :lead, :cycle, :number, :total, :sales, :balance, :currency, :state)
                """,
                invoices.entrySet().stream()
                        .map(entry -> parameters(report, entry.getKey(), entry.getValue()))
                        .toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource parameters(Report report, Booked invoice, long leadId) {
        return new MapSqlParameterSource("report", report.id())
                .addValue("invoice", invoice.id())
                .addValue("lead", leadId)
                .addValue("cycle", invoice.cycle())
                .addValue("number", DatabaseText.fit(invoice.docNumber(), 40))
                .addValue("total", invoice.total())
                .addValue("sales", invoice.sales())
                .addValue("balance", invoice.balance())
                .addValue("currency", invoice.currency())
                .addValue("state", invoice.state().name());
    }
}
