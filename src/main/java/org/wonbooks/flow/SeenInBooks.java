package org.wonbooks.flow;

import java.math.BigDecimal;
import java.time.Instant;
import org.wonbooks.ledger.SeenInvoice;
import org.wonbooks.ledger.SeenPayment;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Payment;

/** What the ledger keeps of what QuickBooks shows. */
public final class SeenInBooks {

    private SeenInBooks() {}

    /** An invoice that is there. */
    public static SeenInvoice of(Invoice invoice, Instant readAt) {
        return new SeenInvoice(
                invoice.id(),
                invoice.total(),
                invoice.balance(),
                invoice.voided(),
                false,
                invoice.payments(),
                invoice.changedAt(),
                readAt);
    }

    /** A payment; one that is gone pays nothing any more. */
    public static SeenPayment of(Payment payment, Instant readAt) {
        if (payment.deleted()) {
            return SeenPayment.deleted(payment.id(), readAt);
        }
        return new SeenPayment(
                payment.id(),
                payment.date(),
                payment.amountsByInvoice(),
                payment.unapplied() == null ? BigDecimal.ZERO : payment.unapplied(),
                payment.voided() ? "VOIDED" : "MOVED",
                payment.changedAt(),
                readAt);
    }
}
