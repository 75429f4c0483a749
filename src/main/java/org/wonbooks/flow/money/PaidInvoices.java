package org.wonbooks.flow.money;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenPayment;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Finds the invoices of ours that a payment touches, now or when it was last seen, and has their deals looked at. */
@Component("paidInvoices")
public class PaidInvoices implements Question.OfQuickBooks {

    /** What runs keep: the invoices of ours that a payment touches and that have to be read. */
    static final String IDS = "invoiceIds";

    /** What runs keep: the payment; nothing when it is gone. */
    static final String PAYMENT = "payment";

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

    /** Those of our invoices that have to be read. */
    @Override
    @SuppressWarnings("unchecked")
    public Read<?> ask(Run run) {
        List<String> ids = run.get(IDS, List.class);
        return ids.isEmpty() ? null : reading.several(run, ids);
    }

    /**
     * Keeps what the payment pays; answers those of our invoices that have to be read. Throws {@link Skip} when it is
     * for none of ours. Part of the caller's transaction, which holds the fence.
     *
     * @param answer null when the payment is gone
     */
    List<String> keep(Work work, Connection connection, Payment.Answer answer, Instant readAt) {
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
            deals.lock(connection.id());
            touched = touched(work);
        }
        if (touched.isEmpty()) {
            throw new Skip("The payment is for no invoice that Wonbooks made");
        }
        return touched.stream()
                .map(Deal::invoiceId)
                .filter(invoiceId -> toBeRead(work, invoiceId, payment))
                .limit(AT_ONCE)
                .toList();
    }

    /** Was it not read since the last hint, or did it say something else of the payment then than the payment does? */
    private boolean toBeRead(Work work, String invoiceId, Payment payment) {
        if (reading.unread(work, invoiceId)) {
            return true;
        }
        boolean pays = payment != null && payment.amountsByInvoice().containsKey(invoiceId);
        return seen.find(work.connectionId(), invoiceId)
                .filter(last -> last.payments().contains(work.key()) == pays)
                .isEmpty();
    }

    /**
     * Has every deal looked at whose invoice the payment touches. One that could not be read here, since there are too
     * many or since a query does not see it yet, is read then.
     */
    @Transactional
    public void markDue(@Variable("work") Work work, @Variable("payment") Payment.Answer answer) {
        fence.hold(work.lease());
        Payment payment = answer == null ? null : answer.payment();
        touched(work).forEach(deal -> {
            String lane = Lane.deal(deal.connectionId(), deal.leadId());
            if (toBeRead(work, deal.invoiceId(), payment)) {
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
