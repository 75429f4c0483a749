package org.wonbooks.flow;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Payment;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Keeps what a sweep found changed in the books, and has those deals looked at of which it says anything new. */
@Component
public class BooksChanges {

    private final DealLedger deals;
    private final PaymentLinks links;
    private final SeenInvoices seen;
    private final WorkQueue queue;

    public BooksChanges(DealLedger deals, PaymentLinks links, SeenInvoices seen, WorkQueue queue) {
        this.deals = deals;
        this.links = links;
        this.seen = seen;
        this.queue = queue;
    }

    /**
     * Keeps them. What is not about an invoice of ours is passed over. Part of the caller's transaction, which holds
     * the fence.
     *
     * @param readAt when the reading began
     */
    @Transactional
    public void keep(Connection connection, List<Payment> payments, List<Invoice> invoices, Instant readAt) {
        // In the intake's order: neither may hold a row that the other waits for.
        TreeMap<String, Deal> news = new TreeMap<>();
        payments.stream()
                .sorted(Comparator.comparing(Payment::id))
                .filter(payment -> isOurs(connection, payment))
                .filter(payment -> links.keep(connection.id(), SeenInBooks.of(payment, readAt)))
                .flatMap(payment -> links.touched(connection.id(), payment.id()).stream())
                .forEach(invoiceId ->
                        deals.findByInvoice(connection.id(), invoiceId).ifPresent(deal -> news.put(invoiceId, deal)));
        for (Invoice invoice : invoices) {
            Optional<Deal> deal = deals.findByInvoice(connection.id(), invoice.id());
            if (deal.isPresent() && keep(connection, invoice, readAt)) {
                news.put(invoice.id(), deal.get());
            }
        }
        news.forEach((invoiceId, deal) -> {
            String lane = Lane.deal(connection.id(), deal.leadId());
            queue.markDueAsRead(connection.id(), WorkKind.INVOICE_CHANGED, invoiceId, lane);
        });
    }

    private boolean keep(Connection connection, Invoice invoice, Instant readAt) {
        return invoice.deleted()
                ? seen.gone(connection.id(), invoice.id(), readAt)
                : seen.keep(connection.id(), SeenInBooks.of(invoice, readAt));
    }

    private boolean isOurs(Connection connection, Payment payment) {
        return !links.touched(connection.id(), payment.id()).isEmpty()
                || payment.amountsByInvoice().keySet().stream()
                        .anyMatch(invoiceId ->
                                deals.findByInvoice(connection.id(), invoiceId).isPresent());
    }
}
