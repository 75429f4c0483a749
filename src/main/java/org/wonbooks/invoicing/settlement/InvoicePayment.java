package org.wonbooks.invoicing.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A payment on an invoice.
 *
 * @param ended why it does not pay the invoice any more: VOIDED, DELETED or MOVED; null: it does
 * @param unapplied what the payment pays of no invoice; null: not known
 */
public record InvoicePayment(
        String paymentId, BigDecimal amount, LocalDate paidOn, String ended, BigDecimal unapplied) {

    /** Does it still pay the invoice? */
    public boolean live() {
        return ended == null;
    }
}
