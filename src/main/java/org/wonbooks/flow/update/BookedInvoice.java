package org.wonbooks.flow.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.flow.money.BooksChanges;
import org.wonbooks.flow.money.SeenInBooks;
import org.wonbooks.invoicing.Words;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The invoice as it stands in the books, for an update of it; it is not read where it just was. */
@Component
@Keeps(BookedInvoice.BOOKED)
class BookedInvoice implements Question.OfQuickBooks {

    /** What runs keep of it: its text; nothing: it was not read, or is gone. */
    static final String BOOKED = "booked";

    private final DealLedger deals;
    private final FrozenIntents intents;
    private final BooksChanges changes;
    private final SeenInvoices seen;
    private final InvoicePatch change;
    private final WorkQueue queue;
    private final DatabaseTime time;
    private final ObjectMapper json;

    BookedInvoice(
            DealLedger deals,
            FrozenIntents intents,
            BooksChanges changes,
            SeenInvoices seen,
            InvoicePatch change,
            WorkQueue queue,
            DatabaseTime time,
            ObjectMapper json) {
        this.deals = deals;
        this.intents = intents;
        this.changes = changes;
        this.seen = seen;
        this.change = change;
        this.queue = queue;
        this.time = time;
        this.json = json;
    }

    @Override
    public Read<?> ask(Run run) {
        return run.get(BOOKED, String.class) == null ? read(run, text -> {}) : null;
    }

    /**
     * Reads the whole invoice, as an update of it needs it, and keeps what is new in it; a run of its own tells the
     * deal.
     *
     * @param then is given its text in the same transaction; null: it is gone
     */
    Read<?> read(Run run, Consumer<String> then) {
        Instant readAt = time.now();
        return Read.of("invoice/" + run.deal().invoiceId(), String.class)
                .orNull()
                .keep(text -> {
                    Deal deal = run.deal();
                    if (text == null) {
                        queue.markDue(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane(deal));
                    } else {
                        changes.keep(
                                run.connection(), List.of(), List.of(typed(invoice(deal, text))), List.of(), readAt);
                    }
                    run.keep(BOOKED, text);
                    then.accept(text);
                });
    }

    /** The invoice in an answer; null when there is none. */
    JsonNode invoice(Deal deal, String answer) {
        if (answer == null) {
            return null;
        }
        JsonNode invoice = change.read(answer).path("Invoice");
        if (!deal.invoiceId().equals(invoice.path("Id").asText())
                || !invoice.hasNonNull("TotalAmt")
                || !invoice.hasNonNull("Balance")) {
            throw new PassingFault("QuickBooks answered with something else than the invoice", null);
        }
        return invoice;
    }

    /** Why the invoice may not be changed any more; null: it may. */
    String obstacle(JsonNode booked) {
        if (booked == null) {
            return "was deleted in QuickBooks";
        }
        Invoice invoice = typed(booked);
        if (invoice.voided()) {
            return "was voided in QuickBooks";
        }
        if (invoice.emailed()) {
            return "was emailed in QuickBooks";
        }
        boolean free = isUnpaid(invoice) && booked.path("LinkedTxn").isEmpty();
        return free ? null : "is paid, or belongs to another document, in QuickBooks";
    }

    private static boolean isUnpaid(Invoice invoice) {
        return invoice.balance().compareTo(invoice.total()) == 0;
    }

    /** Keeps what an update has answered. Part of the caller's transaction, which holds the fence. */
    void answered(Deal deal, JsonNode booked, Instant calledAt) {
        Invoice invoice = typed(booked);
        queue.hold(deal.connectionId(), WorkKind.INVOICE_CHANGED, List.of(deal.invoiceId()));
        seen.keep(deal.connectionId(), SeenInBooks.of(invoice, calledAt));
        if (!isUnpaid(invoice)) {
            queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane(deal));
        }
    }

    /**
     * The invoice says what was asked for: so it is frozen. Part of the caller's transaction, which holds the fence.
     */
    void made(Deal deal, JsonNode booked, String how) {
        Invoice invoice = typed(booked);
        FrozenIntents.Change made = intents.made(deal, invoice.total(), invoice.balance());
        deals.note(
                deal,
                "Invoice " + deal.docNumber() + " " + how + " from "
                        + Words.amount(deal.total(), deal.currency()) + " to "
                        + Words.amount(invoice.total(), deal.currency())
                        + (made.before().description().equals(made.now().description())
                                ? ""
                                : ", for \"" + made.now().description() + "\""));
    }

    private Invoice typed(JsonNode invoice) {
        try {
            return json.treeToValue(invoice, Invoice.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lane(Deal deal) {
        return Lane.deal(deal.connectionId(), deal.leadId());
    }
}
