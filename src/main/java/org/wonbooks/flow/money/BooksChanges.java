package org.wonbooks.flow.money;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.ledger.books.OwnInvoices;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Keeps what a sweep found changed in the books, and has those deals looked at of which it says anything new. */
@Component
public class BooksChanges {

    private final DealLedger deals;
    private final OwnInvoices made;
    private final PaymentLinks links;
    private final SeenInvoices seen;
    private final RefundReceipts refundReceipts;
    private final StepLedger steps;
    private final WorkQueue queue;

    public BooksChanges(
            DealLedger deals,
            OwnInvoices made,
            PaymentLinks links,
            SeenInvoices seen,
            RefundReceipts refundReceipts,
            StepLedger steps,
            WorkQueue queue) {
        this.deals = deals;
        this.made = made;
        this.links = links;
        this.seen = seen;
        this.refundReceipts = refundReceipts;
        this.steps = steps;
        this.queue = queue;
    }

    /**
     * Keeps them. What is not about an invoice of ours is passed over. What is said to be deleted is not believed: it
     * is read, by work of its own. Part of the caller's transaction, which holds the fence.
     *
     * @param readAt when the reading began
     * @return whether anything is new that no webhook told, and that is not our own writing
     */
    @Transactional
    public boolean keep(
            Connection connection,
            List<Payment> payments,
            List<Invoice> invoices,
            List<RefundReceipt> refunds,
            Instant readAt) {
        Untold untold = new Untold(connection);
        // In the order of all who mark work, before anything is kept: nobody holds a row that another one waits for.
        queue.hold(
                connection.id(),
                WorkKind.REFUND_RECEIVED,
                refundReceipts.ours(connection, refunds).stream()
                        .map(RefundReceipt::id)
                        .toList());
        refundReceipts.doubted(connection, refunds).forEach(id -> {
            untold.add(WorkKind.REFUND_RECEIVED, id);
            queue.markDueAsRead(connection.id(), WorkKind.REFUND_RECEIVED, id, Lane.refund(connection.id(), id));
        });
        Set<String> doubted = new HashSet<>(doubt(connection, payments, untold));
        holdInvoices(connection, payments, invoices);
        TreeMap<String, Deal> news = new TreeMap<>();
        payments.stream()
                .filter(payment -> !payment.deleted())
                .sorted(Comparator.comparing(Payment::id))
                .filter(payment -> isOurs(connection, payment))
                .filter(payment -> links.keep(connection.id(), SeenInBooks.of(payment, readAt)))
                .flatMap(payment -> {
                    untold.add(WorkKind.PAYMENT_RECEIVED, payment.id());
                    return links.touched(connection.id(), payment.id()).stream();
                })
                .forEach(invoiceId ->
                        deals.findByInvoice(connection.id(), invoiceId).ifPresent(deal -> news.put(invoiceId, deal)));
        Set<String> gone = new HashSet<>();
        for (Invoice invoice :
                invoices.stream().sorted(Comparator.comparing(Invoice::id)).toList()) {
            Optional<Deal> deal = deals.findByInvoice(connection.id(), invoice.id());
            if (deal.isEmpty()) {
                continue;
            }
            if (invoice.deleted()) {
                boolean known = seen.find(connection.id(), invoice.id())
                        .filter(SeenInvoice::gone)
                        .isPresent();
                if (!known) {
                    untold.add(WorkKind.INVOICE_CHANGED, invoice.id());
                    gone.add(invoice.id());
                    news.put(invoice.id(), deal.get());
                }
            } else if (seen.keep(connection.id(), SeenInBooks.of(invoice, readAt))) {
                if (!steps.anyCallToBooks(deal.get().id())) {
                    untold.add(WorkKind.INVOICE_CHANGED, invoice.id());
                }
                news.put(invoice.id(), deal.get());
            }
        }
        refundReceipts.ours(connection, refunds).stream().forEach(receipt -> {
            List<Deal> told = refundReceipts.keep(connection, receipt, readAt);
            if (!told.isEmpty()) {
                untold.add(WorkKind.REFUND_RECEIVED, receipt.id());
            }
            told.forEach(deal -> news.put(deal.invoiceId(), deal));
        });
        // Once their payments were read, those are looked at.
        doubted.removeAll(gone);
        news.keySet().removeAll(doubted);
        news.forEach((invoiceId, deal) -> {
            String lane = Lane.deal(connection.id(), deal.leadId());
            if (gone.contains(invoiceId)) {
                queue.markDue(connection.id(), WorkKind.INVOICE_CHANGED, invoiceId, lane);
            } else {
                queue.markDueAsRead(connection.id(), WorkKind.INVOICE_CHANGED, invoiceId, lane);
            }
        });
        return untold.any;
    }

    /** What is new, and of which no webhook has brought work that is still to be done. */
    private final class Untold {

        private final Connection connection;
        private boolean any;

        private Untold(Connection connection) {
            this.connection = connection;
        }

        /** Before it is marked due for another reason. */
        private void add(WorkKind kind, String key) {
            any = any
                    || queue.find(connection.id(), kind, key)
                            .filter(WorkQueue.Standing::unfinished)
                            .isEmpty();
        }
    }

    private void holdInvoices(Connection connection, List<Payment> payments, List<Invoice> invoices) {
        Set<String> touched = new HashSet<>();
        invoices.forEach(invoice -> touched.add(invoice.id()));
        payments.forEach(payment -> {
            touched.addAll(payment.amountsByInvoice().keySet());
            touched.addAll(links.touched(connection.id(), payment.id()));
        });
        TreeMap<String, String> lanes = new TreeMap<>();
        made.among(connection.id(), touched)
                .forEach((invoice, deal) -> lanes.put(invoice, Lane.deal(connection.id(), deal.leadId())));
        queue.holdOrMake(connection.id(), WorkKind.INVOICE_CHANGED, lanes);
    }

    /** Has the payments read that are said to be deleted; answers the invoices that they touch. */
    private List<String> doubt(Connection connection, List<Payment> payments, Untold untold) {
        List<String> doubted = payments.stream()
                .filter(Payment::deleted)
                .map(Payment::id)
                .filter(payment -> links.live(connection.id(), payment))
                .sorted()
                .toList();
        doubted.forEach(id -> {
            untold.add(WorkKind.PAYMENT_RECEIVED, id);
            queue.markDueAsRead(connection.id(), WorkKind.PAYMENT_RECEIVED, id, Lane.payment(connection.id(), id));
        });
        return doubted.stream()
                .flatMap(payment -> links.touched(connection.id(), payment).stream())
                .toList();
    }

    private boolean isOurs(Connection connection, Payment payment) {
        return !links.touched(connection.id(), payment.id()).isEmpty()
                || payment.amountsByInvoice().keySet().stream()
                        .anyMatch(invoiceId ->
                                deals.findByInvoice(connection.id(), invoiceId).isPresent());
    }
}
