package org.wonbooks.ledger.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.settlement.InvoicePayment;

/** Which payment paid which invoice how much, from the first sight on: a deleted payment can't be read any more. */
@Repository
public class PaymentLinks {

    private final JdbcClient jdbc;

    public PaymentLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps what was seen of a payment, unless a later reading is known. Part of the caller's transaction, which holds
     * the fence.
     *
     * @return whether it says anything new
     */
    @Transactional
    public boolean keep(long connectionId, SeenPayment seen) {
        Optional<Instant> before = readAt(connectionId, seen.paymentId());
        if (before.isPresent() && before.get().isAfter(seen.readAt())) {
            return false;
        }
        List<String> linked = pays(connectionId, seen.paymentId());
        write(connectionId, seen, before.isPresent());
        jdbc.sql("update payment_link set ended = ? where connection_id = ? and payment_id = ? and ended is null")
                .params(seen.ended(), connectionId, seen.paymentId())
                .update();
        seen.amounts().forEach((invoiceId, amount) -> link(connectionId, seen, invoiceId, amount));
        return before.isEmpty() || !linked.equals(pays(connectionId, seen.paymentId()));
    }

    /** What it pays, each in words: to see whether anything of it has changed. */
    private List<String> pays(long connectionId, String paymentId) {
        return jdbc.sql(
                        """
                        select invoice_id, amount, paid_on from payment_link
                         where connection_id = ? and payment_id = ? and ended is null order by 1
                        """)
                .params(connectionId, paymentId)
                .query((row, number) -> row.getString(1) + " " + row.getBigDecimal(2) + " " + row.getString(3))
                .list();
    }

    /** Does a payment pay anything, as far as is known? */
    public boolean live(long connectionId, String paymentId) {
        return !pays(connectionId, paymentId).isEmpty();
    }

    /** Every invoice that a payment pays, or ever paid. */
    public List<String> touched(long connectionId, String paymentId) {
        return jdbc.sql("select invoice_id from payment_link where connection_id = ? and payment_id = ? order by 1")
                .params(connectionId, paymentId)
                .query(String.class)
                .list();
    }

    private void write(long connectionId, SeenPayment seen, boolean known) {
        jdbc.sql(
                        known
                                ? "update seen_payment set unapplied = ?, changed_at = ?, read_at = ?"
                                        + " where connection_id = ? and payment_id = ?"
                                : "insert into seen_payment (unapplied, changed_at, read_at, connection_id, payment_id)"
                                        + " values (?, ?, ?, ?, ?)")
                .params(
                        seen.unapplied(),
                        DatabaseTime.parameter(seen.changedAt()),
                        DatabaseTime.parameter(seen.readAt()),
                        connectionId,
                        seen.paymentId())
                .update();
    }

    private void link(long connectionId, SeenPayment seen, String invoiceId, BigDecimal amount) {
        int known = jdbc.sql(
                        """
                        update payment_link set amount = ?, paid_on = ?, ended = null
                         where connection_id = ? and payment_id = ? and invoice_id = ?
                        """)
                .params(amount, seen.paidOn(), connectionId, seen.paymentId(), invoiceId)
                .update();
        if (known == 0) {
            jdbc.sql(
                            """
                            insert into payment_link (amount, paid_on, connection_id, payment_id, invoice_id)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(amount, seen.paidOn(), connectionId, seen.paymentId(), invoiceId)
                    .update();
        }
    }

    /** When the last reading of a payment began. */
    public Optional<Instant> readAt(long connectionId, String paymentId) {
        return jdbc.sql("select read_at from seen_payment where connection_id = ? and payment_id = ?")
                .params(connectionId, paymentId)
                .query((row, number) -> DatabaseTime.read(row, "read_at"))
                .optional();
    }

    /** When these payments had changed last, by QuickBooks' clock, as far as they were read. */
    public Map<String, Instant> changedAt(long connectionId, Collection<String> paymentIds) {
        return ChangeTimes.of(jdbc, "payment", connectionId, paymentIds);
    }

    /** What pays an invoice or once paid it, oldest first. */
    public List<InvoicePayment> on(long connectionId, String invoiceId) {
        return jdbc.sql(
                        """
                        select l.*, p.unapplied from payment_link l
                          left join seen_payment p on p.connection_id = l.connection_id and p.payment_id = l.payment_id
                         where l.connection_id = ? and l.invoice_id = ?
                         order by l.paid_on, l.payment_id
                        """)
                .params(connectionId, invoiceId)
                .query((row, number) -> new InvoicePayment(
                        row.getString("payment_id"),
                        row.getBigDecimal("amount"),
                        row.getObject("paid_on", LocalDate.class),
                        row.getString("ended"),
                        row.getBigDecimal("unapplied")))
                .list();
    }
}
