package org.wonbooks.drift.comparison;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.Finding;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.invoicing.Words;
import org.wonbooks.work.Work;

/**
 * Refund receipts for customers of ours of which no deal could be told, since they name no paid invoice, or several.
 */
@Repository
class DriftRefunds {

    private static final String UNTOLD =
            """
            select r.* from seen_refund r
             where r.connection_id = ? and r.deal_id is null and r.ended is null
               and coalesce(r.changed_at, r.read_at) >= ?
               and exists (select 1 from seen_invoice s
                            where s.connection_id = r.connection_id and s.customer_id = r.customer_id)
             order by r.read_at, r.refund_id
            """;

    private final JdbcClient jdbc;
    private final DriftRows rows;
    private final Fence fence;

    public DriftRefunds(JdbcClient jdbc, DriftRows rows, Fence fence) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.fence = fence;
    }

    /** Writes them down. */
    @Transactional
    public void compare(Work work, Connection connection, Report report) {
        fence.hold(work.lease());
        List<Finding> findings = jdbc.sql(UNTOLD)
                .params(connection.id(), DatabaseTime.parameter(report.since()))
                .query(DriftRefunds::finding)
                .list();
        rows.add(report.id(), findings);
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        String name = Objects.requireNonNullElse(row.getString("doc_number"), row.getString("refund_id"));
        String amount = Words.amount(row.getBigDecimal("total"), row.getString("currency"));
        String customer = Objects.requireNonNullElse(row.getString("customer_name"), "a customer of ours");
        String day = row.getString("refunded_on") == null ? "" : " of " + row.getString("refunded_on");
        return new Finding(
                FindingKind.REFUND_WITHOUT_DEAL,
                null,
                customer,
                null,
                null,
                null,
                amount + " refunded",
                "Refund receipt " + name + " over " + amount + day + " went to " + customer
                        + ". It names none of the customer's paid invoices, or more than one, so no deal was told. If it is"
                        + " for one of them, write that invoice's number into its memo in QuickBooks: the deal is told"
                        + " then.",
                null,
                null,
                null);
    }
}
