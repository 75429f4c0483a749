package org.wonbooks.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;

/**
 * Our invoices as QuickBooks last showed them: by a read, by the answer to a write, or by a sweep. What was seen after
 * the last hint need not be read again, which would cost the user money.
 */
@Repository
public class SeenInvoices {

    private final JdbcClient jdbc;

    public SeenInvoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was last seen of an invoice. */
    public Optional<SeenInvoice> find(long connectionId, String invoiceId) {
        return jdbc.sql("select * from seen_invoice where connection_id = ? and invoice_id = ?")
                .params(connectionId, invoiceId)
                .query(SeenInvoices::read)
                .optional();
    }

    /**
     * Keeps what was seen, unless a later reading is known; answers whether it says anything new. Part of the caller's
     * transaction, which holds the fence.
     */
    @Transactional
    public boolean keep(long connectionId, SeenInvoice seen) {
        Optional<SeenInvoice> before = find(connectionId, seen.invoiceId());
        if (before.isPresent() && before.get().readAt().isAfter(seen.readAt())) {
            return false;
        }
        int known = write(
                """
                update seen_invoice set total = ?, balance = ?, voided = ?, gone = ?, payments = ?, changed_at = ?,
                                        read_at = ?
                 where connection_id = ? and invoice_id = ?
                """,
                connectionId,
                seen);
        if (known == 0) {
            write(
                    """
                    insert into seen_invoice (total, balance, voided, gone, payments, changed_at, read_at,
                                              connection_id, invoice_id)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    connectionId,
                    seen);
        }
        return before.isEmpty() || !before.get().sameAs(seen);
    }

    /** A person has deleted it. */
    @Transactional
    public boolean gone(long connectionId, String invoiceId, Instant readAt) {
        return keep(
                connectionId,
                new SeenInvoice(invoiceId, BigDecimal.ZERO, BigDecimal.ZERO, false, true, List.of(), null, readAt));
    }

    private int write(String sql, long connectionId, SeenInvoice seen) {
        return jdbc.sql(sql)
                .params(seen.total(), seen.balance(), seen.voided(), seen.gone())
                .params(
                        String.join(",", seen.payments()),
                        DatabaseTime.parameter(seen.changedAt()),
                        DatabaseTime.parameter(seen.readAt()),
                        connectionId,
                        seen.invoiceId())
                .update();
    }

    private static SeenInvoice read(ResultSet row, int number) throws SQLException {
        return new SeenInvoice(
                row.getString("invoice_id"),
                row.getBigDecimal("total"),
                row.getBigDecimal("balance"),
                row.getBoolean("voided"),
                row.getBoolean("gone"),
                Stream.of(row.getString("payments").split(","))
                        .filter(id -> !id.isEmpty())
                        .toList(),
                DatabaseTime.read(row, "changed_at"),
                DatabaseTime.read(row, "read_at"));
    }
}
