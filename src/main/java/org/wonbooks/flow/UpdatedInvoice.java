package org.wonbooks.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.invoicing.Words;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.InvoiceUpdates;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The invoice that is to be updated, as it stands in the books; and what came of a call that nobody saw the end of. */
@Component("updatedInvoice")
public class UpdatedInvoice {

    private final DealLedger deals;
    private final StepLedger steps;
    private final InvoiceUpdates updates;
    private final BooksChanges changes;
    private final SeenInvoices seen;
    private final InvoiceChange change;
    private final WorkQueue queue;
    private final Fence fence;
    private final ObjectMapper json;

    UpdatedInvoice(
            DealLedger deals,
            StepLedger steps,
            InvoiceUpdates updates,
            BooksChanges changes,
            SeenInvoices seen,
            InvoiceChange change,
            WorkQueue queue,
            Fence fence,
            ObjectMapper json) {
        this.deals = deals;
        this.steps = steps;
        this.updates = updates;
        this.changes = changes;
        this.seen = seen;
        this.change = change;
        this.queue = queue;
        this.fence = fence;
        this.json = json;
    }

    /** The update whose call an earlier run began and did not see the end of; null: none. */
    public Step inDoubt(@Variable("deal") Deal deal) {
        return updates.open(deal).orElse(null);
    }

    /** Keeps what was read; what is new in it is told to the deal by a run of its own. */
    @Transactional
    public void read(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("booked") String booked,
            @Variable("readAt") Instant readAt)
            throws JsonProcessingException {
        fence.hold(work.lease());
        changes.keep(connection, List.of(), List.of(typed(invoice(deal, booked))), readAt);
    }

    /** There is no such invoice any more: the run that reads it again tells the deal. */
    @Transactional
    public void gone(@Variable("work") Work work, @Variable("deal") Deal deal) {
        fence.hold(work.lease());
        queue.markDue(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane(deal));
    }

    /**
     * What the invoice tells of the call in doubt: the step to go on with, or null when that is settled. While the
     * invoice is unchanged since it was read for the call, the call may still come in: it is repeated to the letter,
     * until it is so old that it can't. Once the invoice was changed, QuickBooks takes this call no more.
     */
    @Transactional
    public Step resolve(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("step") Step step,
            @Variable("booked") String booked)
            throws JsonProcessingException {
        fence.hold(work.lease());
        JsonNode invoice = invoice(deal, booked);
        JsonNode request = change.read(step.request());
        if (invoice != null && InvoiceChange.isMade(invoice, request)) {
            steps.done(deal, step.name(), deal.invoiceId());
            made(deal, invoice, "updated by an earlier call, since the deal was edited,");
            return null;
        }
        if (invoice != null && InvoiceChange.isCurrent(invoice, request) && !steps.provable(step)) {
            return steps.begin(
                    work.lease(),
                    deal,
                    step.name(),
                    DealInvoice.requestId(connection, deal, step.name()),
                    step.request());
        }
        steps.notMade(deal, step.name(), "The invoice in QuickBooks does not say what was asked for");
        return null;
    }

    /** The invoice in an answer; null when there is none. */
    JsonNode invoice(Deal deal, String answer) throws JsonProcessingException {
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
    String obstacle(JsonNode booked) throws JsonProcessingException {
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
    void answered(Deal deal, JsonNode booked, Instant calledAt) throws JsonProcessingException {
        Invoice invoice = typed(booked);
        seen.keep(deal.connectionId(), SeenInBooks.of(invoice, calledAt));
        if (!isUnpaid(invoice)) {
            queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane(deal));
        }
    }

    /**
     * The invoice says what was asked for: so it is frozen. Part of the caller's transaction, which holds the fence.
     */
    void made(Deal deal, JsonNode booked, String how) throws JsonProcessingException {
        Invoice invoice = typed(booked);
        InvoiceUpdates.Change made = updates.made(deal, invoice.total(), invoice.balance());
        deals.note(
                deal,
                "Invoice " + deal.docNumber() + " " + how + " from "
                        + Words.amount(deal.total(), deal.currency()) + " to "
                        + Words.amount(invoice.total(), deal.currency())
                        + (made.before().description().equals(made.now().description())
                                ? ""
                                : ", for \"" + made.now().description() + "\""));
    }

    private Invoice typed(JsonNode invoice) throws JsonProcessingException {
        return json.treeToValue(invoice, Invoice.class);
    }

    private static String lane(Deal deal) {
        return Lane.deal(deal.connectionId(), deal.leadId());
    }
}
