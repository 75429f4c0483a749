package org.wonbooks.ledger.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/**
 * Refund receipts as QuickBooks last showed them, and what was told of each. Everything that writes here is part of its
 * caller's transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class SeenRefunds {

    private static final String VALUES =
            " customer_id = ?, customer_name = ?, doc_number = ?, total = ?, currency = ?, refunded_on = ?, ended = ?,"
                    + " deal_id = ?, tellings = ?, changed_at = ?, read_at = ?";

    private final JdbcClient jdbc;

    public SeenRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was last seen of one. */
    public Optional<SeenRefund> find(long connectionId, String refundId) {
        return jdbc.sql("select * from seen_refund where connection_id = ? and refund_id = ?")
                .params(connectionId, refundId)
                .query(SeenRefunds::read)
                .optional();
    }

    /** When these had changed last, by QuickBooks' clock, as far as they were read. */
    public Map<String, Instant> changedAt(long connectionId, Collection<String> refundIds) {
        return ChangeTimes.of(jdbc, "refund", connectionId, refundIds);
    }

    /** Those of the customers whom an invoice of ours is for. */
    public Set<String> ourCustomers(long connectionId, Collection<String> customerIds) {
        return Set.copyOf(among(
                customerIds,
                connectionId,
                "select distinct customer_id from seen_invoice"
                        + " where connection_id = :connection and customer_id in (:ids)"));
    }

    /** Those of them of which a deal was told. */
    public Set<String> told(long connectionId, Collection<String> refundIds) {
        return Set.copyOf(among(
                refundIds,
                connectionId,
                "select refund_id from seen_refund where connection_id = :connection and refund_id in (:ids)"
                        + " and deal_id is not null"));
    }

    /** Those of them that are known, count, and were told of or went to a customer whom an invoice of ours is for. */
    public List<String> counting(long connectionId, Collection<String> refundIds) {
        return among(
                refundIds,
                connectionId,
                """
                select r.refund_id from seen_refund r
                 where r.connection_id = :connection and r.refund_id in (:ids) and r.ended is null
                   and (r.deal_id is not null
                        or exists (select 1 from seen_invoice s
                                    where s.connection_id = r.connection_id
                                      and s.customer_id = r.customer_id))
                 order by 1
                """);
    }

    private List<String> among(Collection<String> ids, long connectionId, String sql) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(sql)
                        .param("connection", connectionId)
                        .param("ids", ids)
                        .query(String.class)
                        .list();
    }

    /** Keeps what was seen of one. */
    public void keep(long connectionId, SeenRefund seen) {
        int known = write(
                "update seen_refund set" + VALUES + " where connection_id = ? and refund_id = ?", connectionId, seen);
        if (known == 0) {
            write(
                    """
                    insert into seen_refund (customer_id, customer_name, doc_number, total, currency, refunded_on, ended,
                                             deal_id, tellings, changed_at, read_at, connection_id, refund_id)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    connectionId,
                    seen);
        }
    }

    private int write(String sql, long connectionId, SeenRefund seen) {
        return jdbc.sql(sql)
                .params(seen.customerId(), DatabaseText.fit(seen.customerName(), 500))
                .params(DatabaseText.fit(seen.docNumber(), 40), seen.total(), seen.currency(), seen.date())
                .params(seen.ended(), seen.dealId(), seen.tellings())
                .params(DatabaseTime.parameter(seen.changedAt()), DatabaseTime.parameter(seen.readAt()))
                .params(connectionId, seen.refundId())
                .update();
    }

    private static SeenRefund read(ResultSet row, int number) throws SQLException {
        return new SeenRefund(
                row.getString("refund_id"),
                row.getString("customer_id"),
                row.getString("customer_name"),
                row.getString("doc_number"),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getObject("refunded_on", LocalDate.class),
                row.getString("ended"),
                row.getObject("deal_id", Long.class),
                row.getInt("tellings"),
                DatabaseTime.read(row, "changed_at"),
                DatabaseTime.read(row, "read_at"));
    }
}
