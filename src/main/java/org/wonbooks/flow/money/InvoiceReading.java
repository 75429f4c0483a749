package org.wonbooks.flow.money;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.QuickBooksPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkQueue;

/**
 * Reads our invoices, each no oftener than something says that it changed: a read costs the user money. What began to
 * be read after the last hint came is as good as new.
 */
@Component("invoiceReading")
class InvoiceReading implements Question.OfQuickBooks {

    private final SeenInvoices seen;
    private final WorkQueue queue;
    private final DatabaseTime time;

    public InvoiceReading(SeenInvoices seen, WorkQueue queue, DatabaseTime time) {
        this.seen = seen;
        this.queue = queue;
        this.time = time;
    }

    /** The invoice of the deal, unless it was read since the last hint. A deleted one is noted as gone. */
    @Override
    public Read<?> ask(Run run) {
        String id = run.deal().invoiceId();
        if (!unread(run.work(), id)) {
            return null;
        }
        Instant readAt = time.now();
        return Read.of("invoice/" + id, Invoice.Answer.class).orNull().keep(answer -> keep(run, id, readAt, answer));
    }

    private void keep(Run run, String id, Instant readAt, Invoice.Answer answer) {
        if (answer == null) {
            seen.gone(run.work().connectionId(), id, readAt);
            return;
        }
        if (!answer.invoice().id().equals(id)) {
            throw new PassingFault("QuickBooks answered with another invoice", null);
        }
        seen.keep(run.work().connectionId(), SeenInBooks.of(answer.invoice(), readAt));
    }

    /** Has an invoice not been read since the last hint about what this work is about? */
    boolean unread(Work work, String invoiceId) {
        Optional<SeenInvoice> last = seen.find(work.connectionId(), invoiceId);
        Optional<Instant> hint = queue.hintedAt(work);
        return last.isEmpty() || hint.isPresent() && !last.get().readAt().isAfter(hint.get());
    }

    /**
     * Several invoices by one query; one that is missing in the answer stays unread. So do all where one of them has
     * the query refused: each is read by itself then.
     */
    Read<?> several(Run run, List<String> ids) {
        Instant readAt = time.now();
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoicesByIds(ids))
                .keep(answer -> {
                    Map<String, Invoice> found = answer.changedInvoices().read().stream()
                            .collect(Collectors.toMap(Invoice::id, invoice -> invoice, (a, b) -> a));
                    ids.stream()
                            .sorted()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .forEach(invoice -> seen.keep(run.connection().id(), SeenInBooks.of(invoice, readAt)));
                })
                .failing(PermanentFault.class, fault -> {
                    if (QuickBooksPages.narrows(fault)) {
                        return null;
                    }
                    throw fault;
                });
    }
}
