package org.wonbooks.flow.money;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenPayment;
import org.wonbooks.ledger.books.SeenRefund;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;

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
                Objects.requireNonNullElse(invoice.docNumber(), ""),
                invoice.customer() == null ? null : invoice.customer().value(),
                invoice.balance().signum() > 0 && !invoice.voided() ? invoice.dueOn() : null,
                returned(invoice),
                invoice.changedAt(),
                readAt);
    }

    private static SeenInvoice.Returned returned(Invoice invoice) {
        Invoice.Delivery delivery = invoice.delivery();
        return !invoice.cameBack()
                ? null
                : new SeenInvoice.Returned(
                        delivery.error(),
                        delivery.time() == null
                                ? null
                                : delivery.time().toInstant().truncatedTo(ChronoUnit.SECONDS),
                        invoice.address());
    }

    /** A refund receipt that is there; nothing is told of it yet. */
    public static SeenRefund of(RefundReceipt receipt, Instant readAt) {
        return new SeenRefund(
                receipt.id(),
                receipt.customer() == null ? null : receipt.customer().value(),
                receipt.customer() == null ? null : receipt.customer().name(),
                receipt.docNumber() == null || receipt.docNumber().isBlank() ? null : receipt.docNumber(),
                Objects.requireNonNullElse(receipt.total(), BigDecimal.ZERO),
                receipt.currency() == null ? null : receipt.currency().value(),
                receipt.date(),
                receipt.voided() ? "VOIDED" : null,
                null,
                0,
                receipt.changedAt(),
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
