package org.wonbooks.ledger.books;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.invoicing.settlement.RefundedInvoice;
import org.wonbooks.ledger.books.SeenInvoice.Returned;

/**
 * Our invoices as QuickBooks last showed them: by a read, by the answer to a write, or by a sweep. What was seen after
 * the last hint need not be read again, which would cost the user money.
 */
@Repository
public class SeenInvoices {

    private static final String UPDATE =
            """
            update seen_invoice set total = ?, balance = ?, voided = ?, gone = ?, payments = ?, doc_number = ?,
                                    customer_id = ?, due_on = ?, returned = ?, returned_at = ?, returned_to = ?,
                                    changed_at = ?, read_at = ?
             where connection_id = ? and invoice_id = ?
            """;

    private static final String INSERT =
            """
            insert into seen_invoice (total, balance, voided, gone, payments, doc_number, customer_id, due_on,
                                      returned, returned_at, returned_to, changed_at, read_at,
                                      connection_id, invoice_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

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

    /** When these had changed last, by QuickBooks' clock, as far as they were seen. */
    public Map<String, Instant> changedAt(long connectionId, Collection<String> invoiceIds) {
        return ChangeTimes.of(jdbc, "invoice", connectionId, invoiceIds);
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
        SeenInvoice now = seen.knowing(before.map(SeenInvoice::returned).orElse(null));
        write(before.isPresent() ? UPDATE : INSERT, connectionId, now);
        return before.isEmpty() || !before.get().sameAs(now);
    }

    /** A customer's invoices, whatever became of them. */
    public List<RefundedInvoice.Ours> ofCustomer(long connectionId, String customerId) {
        return jdbc.sql(
                        """
                        select s.*, d.lead_id, d.cycle from seen_invoice s
                          join deal d on d.connection_id = s.connection_id and d.invoice_id = s.invoice_id
                         where s.connection_id = ? and s.customer_id = ? order by d.id
                        """)
                .params(connectionId, customerId)
                .query((row, number) -> {
                    SeenInvoice seen = read(row, number);
                    return new RefundedInvoice.Ours(
                            seen.invoiceId(),
                            Objects.requireNonNullElse(seen.number(), ""),
                            Marker.of(connectionId, row.getLong("lead_id"), row.getInt("cycle")),
                            seen.total(),
                            seen.paid());
                })
                .list();
    }

    /** A person has deleted it. */
    @Transactional
    public boolean gone(long connectionId, String invoiceId, Instant readAt) {
        BigDecimal none = BigDecimal.ZERO;
        return keep(
                connectionId,
                new SeenInvoice(invoiceId, none, none, false, true, List.of(), null, null, null, null, null, readAt));
    }

    private void write(String sql, long connectionId, SeenInvoice seen) {
        Optional<Returned> returned = Optional.ofNullable(seen.returned());
        jdbc.sql(sql)
                .params(seen.total(), seen.balance(), seen.voided(), seen.gone())
                .params(
                        String.join(",", seen.payments()),
                        DatabaseText.fit(seen.number(), 40),
                        seen.customerId(),
                        seen.dueOn(),
                        returned.map(mail -> DatabaseText.fit(mail.why(), 100)).orElse(null),
                        DatabaseTime.parameter(returned.map(Returned::sentAt).orElse(null)),
                        returned.map(mail -> DatabaseText.fit(mail.to(), 300)).orElse(null),
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
                row.getString("doc_number"),
                row.getString("customer_id"),
                row.getObject("due_on", LocalDate.class),
                row.getString("returned") == null
                        ? null
                        : new Returned(
                                row.getString("returned"),
                                DatabaseTime.read(row, "returned_at"),
                                row.getString("returned_to")),
                DatabaseTime.read(row, "changed_at"),
                DatabaseTime.read(row, "read_at"));
    }
}
