package org.wonbooks.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.SeenPayment;
import org.wonbooks.quickbooks.Payment;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Finds the invoices of ours that a payment touches, now or when it was last seen, and has their deals looked at. */
@Component("paidInvoices")
public class PaidInvoices {

    /** So many fit into one query; the rest is read one by one. */
    private static final int AT_ONCE = 200;

    private final DealLedger deals;
    private final PaymentLinks links;
    private final SeenInvoices seen;
    private final InvoiceReading reading;
    private final WorkQueue queue;
    private final Fence fence;

    public PaidInvoices(
            DealLedger deals,
            PaymentLinks links,
            SeenInvoices seen,
            InvoiceReading reading,
            WorkQueue queue,
            Fence fence) {
        this.deals = deals;
        this.links = links;
        this.seen = seen;
        this.reading = reading;
        this.queue = queue;
        this.fence = fence;
    }

    /**
     * Keeps what the payment pays; answers those of our invoices that have to be read.
     *
     * @param answer null when the payment is gone
     */
    @Transactional(noRollbackFor = Skip.class)
    public List<String> keep(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("payment") Payment.Answer answer,
            @Variable("readAt") Instant readAt) {
        fence.hold(work.lease());
        Payment payment = answer == null ? null : answer.payment();
        if (payment != null && !payment.id().equals(work.key())) {
            throw new PassingFault("QuickBooks answered with another payment", null);
        }
        links.keep(
                connection.id(),
                payment == null ? SeenPayment.deleted(work.key(), readAt) : SeenInBooks.of(payment, readAt));
        List<Deal> touched = touched(work);
        if (touched.isEmpty()) {
            // One that is just being written down is seen now, or sees the payment.
            deals.lockInvoices(connection.id());
            touched = touched(work);
        }
        if (touched.isEmpty()) {
            throw new Skip("The payment is for no invoice that Wonbooks made");
        }
        return touched.stream()
                .map(Deal::invoiceId)
                .filter(invoiceId -> reading.unread(work, invoiceId) || contradicts(work, invoiceId, payment))
                .limit(AT_ONCE)
                .toList();
    }

    /** Did it say, when it was read, something else of the payment than the payment does? */
    private boolean contradicts(Work work, String invoiceId, Payment payment) {
        boolean pays = payment != null && payment.amountsByInvoice().containsKey(invoiceId);
        return seen.find(work.connectionId(), invoiceId)
                .filter(last -> last.payments().contains(work.key()) == pays)
                .isEmpty();
    }

    /** Has every deal looked at whose invoice the payment touches. One that could not be read here is read then. */
    @Transactional
    public void markDue(@Variable("work") Work work) {
        fence.hold(work.lease());
        touched(work).forEach(deal -> {
            String lane = Lane.deal(deal.connectionId(), deal.leadId());
            if (reading.unread(work, deal.invoiceId())) {
                queue.markDue(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
            } else {
                queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
            }
        });
    }

    private List<Deal> touched(Work work) {
        return links.touched(work.connectionId(), work.key()).stream()
                .map(invoiceId -> deals.findByInvoice(work.connectionId(), invoiceId))
                .flatMap(Optional::stream)
                .toList();
    }
}
