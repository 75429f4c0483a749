package org.wonbooks.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which payment paid which invoice how much, from the first sight on: a deleted payment can't be read any more. */
@Repository
public class PaymentLinks {

    private final JdbcClient jdbc;

    public PaymentLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Replaces what is known of a payment.
     *
     * @param amounts by invoice; empty for a payment that was taken back
     * @return every invoice that the payment pays now, or paid when it was last seen
     */
    @Transactional
    public List<String> replace(
            long connectionId, String paymentId, LocalDate paidOn, Map<String, BigDecimal> amounts) {
        TreeSet<String> touched = new TreeSet<>(amounts.keySet());
        touched.addAll(jdbc.sql("select invoice_id from payment_link where connection_id = ? and payment_id = ?")
                .params(connectionId, paymentId)
                .query(String.class)
                .list());
        jdbc.sql("delete from payment_link where connection_id = ? and payment_id = ?")
                .params(connectionId, paymentId)
                .update();
        amounts.forEach((invoiceId, amount) -> jdbc.sql(
                        """
                        insert into payment_link (connection_id, payment_id, invoice_id, amount, paid_on)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(connectionId, paymentId, invoiceId, amount, paidOn)
                .update());
        return List.copyOf(touched);
    }

    /** Is this payment known to pay this invoice? */
    public boolean known(long connectionId, String paymentId, String invoiceId) {
        return jdbc.sql(
                                """
                        select count(*) from payment_link
                         where connection_id = ? and payment_id = ? and invoice_id = ?
                        """)
                        .params(connectionId, paymentId, invoiceId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Is a payment known that pays this invoice? */
    public boolean paid(long connectionId, String invoiceId) {
        return jdbc.sql("select count(*) from payment_link where connection_id = ? and invoice_id = ?")
                        .params(connectionId, invoiceId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The day of the last payment on an invoice; null when none is known. */
    public LocalDate lastPaymentOn(long connectionId, String invoiceId) {
        return jdbc.sql(
                        """
                        select paid_on from payment_link
                         where connection_id = ? and invoice_id = ? and paid_on is not null
                         order by paid_on desc limit 1
                        """)
                .params(connectionId, invoiceId)
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }
}
