package org.wonbooks.flow.invoice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.money.SeenInBooks;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.draft.InvoiceDraft;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What is written down of a deal's invoice: that it is made, found again, emailed. */
@Component
public class DealInvoice {

    /** The step that makes the invoice. */
    public static final String INVOICE = "invoice";

    /** The step that has it emailed, or says why it is not. */
    public static final String SEND = "send";

    private final DealLedger deals;
    private final InvoiceLedger invoices;
    private final StepLedger steps;
    private final SeenInvoices seen;
    private final PaymentLinks links;
    private final GoneCustomers gone;
    private final WorkQueue queue;
    private final ObjectMapper json;
    private final Clock clock;

    public DealInvoice(
            DealLedger deals,
            InvoiceLedger invoices,
            StepLedger steps,
            SeenInvoices seen,
            PaymentLinks links,
            GoneCustomers gone,
            WorkQueue queue,
            ObjectMapper json,
            Clock clock) {
        this.deals = deals;
        this.invoices = invoices;
        this.steps = steps;
        this.seen = seen;
        this.links = links;
        this.gone = gone;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The invoice was made, by this run or one before. What QuickBooks says of it is written down, not what we sent.
     * Part of the caller's transaction, which holds the fence.
     */
    Deal created(Deal deal, Step step, Invoice.Answer answer) {
        Invoice invoice = answer.invoice();
        if (!invoice.bears(deal.intent().marker())) {
            throw new PassingFault("QuickBooks answered with something else than the invoice", null);
        }
        seen.keep(deal.connectionId(), SeenInBooks.of(invoice, step.firstCall()));
        deals.lock(deal.connectionId());
        write(deal, invoice, "made");
        if (step.inDoubt() || !links.on(deal.connectionId(), invoice.id()).isEmpty()) {
            lookAtItsMoney(deal, invoice);
        } else if (invoice.balance().compareTo(invoice.total()) != 0) {
            tellOfItsMoney(deal, invoice);
        }
        return deals.get(deal.id());
    }

    /**
     * Takes the invoice of an earlier call, whose end nobody saw, if it is among these. One that bears the deal's mark
     * but is not what was asked for is left to a person.
     */
    boolean adopt(Deal deal, Step step, List<Invoice> found) {
        List<Invoice> ours = found.stream()
                .filter(invoice -> invoice.bears(deal.intent().marker()))
                .toList();
        if (ours.isEmpty()) {
            return false;
        }
        if (ours.size() > 1 || !isAsked(deal, ours.get(0), read(step.request()))) {
            throw new PermanentFault(
                    "Nobody saw whether the invoice was made, and QuickBooks has one of this deal's mark that is not as"
                            + " asked for: "
                            + ours.stream().map(Invoice::docNumber).collect(Collectors.joining(", ")),
                    "Look at it in QuickBooks: put it right or delete it, then press “Try again”.");
        }
        write(deal, ours.get(0), "found in QuickBooks, made by an earlier call,");
        lookAtItsMoney(deal, ours.get(0));
        return true;
    }

    /** Who was merged into another customer gave it the invoice too. */
    private boolean isAsked(Deal deal, Invoice found, Invoice asked) {
        return found.sameSales(asked)
                && (found.sameCustomer(asked)
                        || asked.customer() != null
                                && gone.isGone(
                                        deal.connectionId(), asked.customer().value()));
    }

    /** What came in for it while we did not know that it was ours was passed over. */
    private void lookAtItsMoney(Deal deal, Invoice invoice) {
        String lane = Lane.deal(deal.connectionId(), deal.leadId());
        queue.markDue(deal.connectionId(), WorkKind.INVOICE_CHANGED, invoice.id(), lane);
    }

    /** It is as the answer says: settled at its birth, by what its customer had open. */
    private void tellOfItsMoney(Deal deal, Invoice invoice) {
        String lane = Lane.deal(deal.connectionId(), deal.leadId());
        queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, invoice.id(), lane);
    }

    private void write(Deal deal, Invoice invoice, String how) {
        steps.done(deal, INVOICE, invoice.id());
        String currency = invoice.currency() == null ? null : invoice.currency().value();
        invoices.invoiced(deal, invoice.id(), invoice.docNumber(), invoice.total(), invoice.balance(), currency);
        deals.note(deal, "Invoice " + invoice.docNumber() + " " + how + ": " + Words.amount(invoice.total(), currency));
    }

    private Invoice read(String request) {
        try {
            return json.readValue(request, Invoice.class);
        } catch (JsonProcessingException e) {
            throw new PermanentFault(
                    "The mapping invoice.groovy makes no invoice: " + e.getOriginalMessage(),
                    "Put the mapping right, then press “Try again”.");
        }
    }

    /**
     * Writes down that the invoice is about to be emailed, or why it is not. Part of the caller's transaction, which
     * holds the fence.
     */
    Step beginSend(Connection connection, Deal deal) {
        Map<String, Step> known = steps.find(deal.id(), List.of(INVOICE, SEND));
        boolean undecided = !known.containsKey(SEND);
        if (undecided) {
            differences(deal, known.get(INVOICE)).forEach(reason -> Hold.unless(deal.lets(), reason));
        }
        String obstacle = obstacle(deal);
        if (obstacle == null) {
            return steps.begin(deal, SEND, requestId(connection, deal, SEND), () -> null);
        }
        if (undecided) {
            steps.skipped(deal, SEND, obstacle);
            deals.note(deal, obstacle);
        }
        return steps.find(deal.id(), SEND).orElseThrow();
    }

    /**
     * What QuickBooks made otherwise than was decided, as where sales tax, several currencies or numbers by hand were
     * switched on while it was remembered that they are off.
     */
    private List<Reason> differences(Deal deal, Step made) {
        List<Reason> all = new ArrayList<>();
        String number = String.valueOf(deal.docNumber());
        if (!deal.intent().mayComeTo(deal.total())) {
            all.add(Reason.of(
                    Cause.TOTAL_DIFFERS,
                    "invoice",
                    number,
                    "total",
                    Words.amount(deal.total(), deal.currency()),
                    "amount",
                    Words.amount(deal.intent().amount(), null)));
        }
        String currency = deal.intent().billedCurrency();
        if (currency != null && deal.currency() != null && !currency.equals(deal.currency())) {
            all.add(Reason.of(
                    Cause.CURRENCY_DIFFERS, "invoice", number, "currency", deal.currency(), "decided", currency));
        }
        String asked = made == null || made.request() == null
                ? null
                : read(made.request()).docNumber();
        if (!InvoiceDraft.isNumbered(deal.docNumber(), asked)) {
            all.add(Reason.of(
                    Cause.NUMBER_DIFFERS,
                    "invoice",
                    deal.invoiceId(),
                    "number",
                    deal.docNumber() == null ? "no number" : "the number " + number,
                    "asked",
                    asked == null ? "was to number it by itself" : "was asked for " + asked));
        }
        return all;
    }

    /** Why it is not emailed; null: it is. */
    public static String obstacle(Deal deal) {
        return deal.intent().obstacle();
    }

    /** QuickBooks says that it emailed it, and where. Part of the caller's transaction, which holds the fence. */
    Deal sent(Deal deal, Step step, Invoice.Answer answer) {
        steps.done(deal, SEND, answer.invoice().id());
        seen.keep(deal.connectionId(), SeenInBooks.of(answer.invoice(), step.firstCall()));
        if (deal.balance().compareTo(answer.invoice().balance()) != 0
                || !Objects.equals(deal.docNumber(), answer.invoice().docNumber())) {
            tellOfItsMoney(deal, answer.invoice());
        }
        String to = Objects.requireNonNullElse(
                answer.invoice().address(), deal.intent().email());
        invoices.emailed(deal, clock.instant(), to);
        deals.note(deal, "Invoice emailed to " + deal.intent().recipients(to));
        if (answer.invoice().cameBack()) {
            lookAtItsMoney(deal, answer.invoice());
        }
        return deals.get(deal.id());
    }

    public static IntFunction<String> requestId(Connection connection, Deal deal, String step) {
        return epoch -> RequestId.of(connection.realmId(), deal.leadId(), deal.cycle(), step, epoch);
    }
}
