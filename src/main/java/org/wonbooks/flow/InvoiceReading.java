package org.wonbooks.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.SeenInvoice;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkQueue;

/**
 * Reads our invoices, each no oftener than something says that it changed: a read costs the user money. What began to
 * be read after the last hint came is as good as new.
 */
@Component("invoiceReading")
public class InvoiceReading {

    private final SeenInvoices seen;
    private final WorkQueue queue;
    private final Fence fence;
    private final DatabaseTime time;

    public InvoiceReading(SeenInvoices seen, WorkQueue queue, Fence fence, DatabaseTime time) {
        this.seen = seen;
        this.queue = queue;
        this.fence = fence;
        this.time = time;
    }

    /** The time at which a read begins. */
    public Instant now() {
        return time.now();
    }

    /** Has the invoice not been read since the last hint? */
    public boolean unread(@Variable("work") Work work, @Variable("deal") Deal deal) {
        return unread(work, deal.invoiceId());
    }

    /** Has an invoice not been read since the last hint about what this work is about? */
    boolean unread(Work work, String invoiceId) {
        Optional<SeenInvoice> last = seen.find(work.connectionId(), invoiceId);
        Optional<Instant> hint = queue.hintedAt(work);
        return last.isEmpty() || hint.isPresent() && !last.get().readAt().isAfter(hint.get());
    }

    /** The query for several invoices. */
    public Map<String, String> query(@Variable("invoiceIds") List<String> invoiceIds) {
        return Query.invoicesByIds(invoiceIds);
    }

    /** Keeps what the invoice of the deal is now. */
    @Transactional
    public void keep(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("readAt") Instant readAt,
            @Body Invoice.Answer answer) {
        if (!answer.invoice().id().equals(deal.invoiceId())) {
            throw new PassingFault("QuickBooks answered with another invoice", null);
        }
        fence.hold(work.lease());
        seen.keep(work.connectionId(), SeenInBooks.of(answer.invoice(), readAt));
    }

    /** Takes note that there is no such invoice any more. */
    @Transactional
    public void gone(@Variable("work") Work work, @Variable("deal") Deal deal, @Variable("readAt") Instant readAt) {
        fence.hold(work.lease());
        seen.gone(work.connectionId(), deal.invoiceId(), readAt);
    }

    /** Keeps what several invoices are now; one that is missing in the answer stays unread. */
    @Transactional
    public void keepAll(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("invoiceIds") List<String> invoiceIds,
            @Variable("readAt") Instant readAt,
            @Body QueryAnswer answer) {
        fence.hold(work.lease());
        Map<String, Invoice> found =
                answer.invoices().stream().collect(Collectors.toMap(Invoice::id, invoice -> invoice, (a, b) -> a));
        invoiceIds.stream()
                .map(found::get)
                .filter(invoice -> invoice != null)
                .forEach(invoice -> seen.keep(connection.id(), SeenInBooks.of(invoice, readAt)));
    }
}
