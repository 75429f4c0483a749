package org.wonbooks.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.invoicing.Words;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.PaymentLinks;
import org.wonbooks.ledger.SeenInvoices;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Makes the invoice, has it emailed, and fetches where it can be paid. */
@Component("dealInvoice")
public class DealInvoice {

    /** The step that makes the invoice. */
    static final String INVOICE = "invoice";

    /** The step that has it emailed, or says why it is not. */
    public static final String SEND = "send";

    private final DealLedger deals;
    private final StepLedger steps;
    private final SeenInvoices seen;
    private final PaymentLinks links;
    private final WorkQueue queue;
    private final Fence fence;
    private final ObjectMapper json;
    private final Clock clock;

    public DealInvoice(
            DealLedger deals,
            StepLedger steps,
            SeenInvoices seen,
            PaymentLinks links,
            WorkQueue queue,
            Fence fence,
            ObjectMapper json,
            Clock clock) {
        this.deals = deals;
        this.steps = steps;
        this.seen = seen;
        this.links = links;
        this.queue = queue;
        this.fence = fence;
        this.json = json;
        this.clock = clock;
    }

    /** Writes down that the invoice is about to be made. */
    public Step begin(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Body String request) {
        requireMark(deal, request);
        return steps.begin(work.lease(), deal, INVOICE, requestId(connection, deal, INVOICE), request);
    }

    /** Throws when what the mapping made could never be known as ours. */
    public void requireMark(@Variable("deal") Deal deal, @Body String request) {
        if (!read(request).bears(deal.intent().marker())) {
            throw new PermanentFault(
                    "The mapping invoice.groovy leaves out the mark by which the invoice is known as ours",
                    "Let its PrivateNote end with invoice.marker(), then replay.");
        }
    }

    /**
     * The invoice was made, by this run or one before. What QuickBooks says of it is written down, not what we sent.
     */
    @Transactional
    public Deal created(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("step") Step step,
            @Body Invoice.Answer answer) {
        Invoice invoice = answer.invoice();
        if (!invoice.bears(deal.intent().marker())) {
            throw new PassingFault("QuickBooks answered with something else than the invoice", null);
        }
        fence.hold(work.lease());
        seen.keep(deal.connectionId(), SeenInBooks.of(invoice, step.firstCall()));
        deals.lockInvoices(deal.connectionId());
        write(deal, invoice, "made");
        if (step.inDoubt() || !links.on(deal.connectionId(), invoice.id()).isEmpty()) {
            lookAtItsMoney(deal, invoice);
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
        if (ours.size() > 1 || !ours.get(0).sameAs(read(step.request()))) {
            throw new PermanentFault(
                    "Nobody saw whether the invoice was made, and QuickBooks has one of this deal's mark that is not as"
                            + " asked for: "
                            + ours.stream().map(Invoice::docNumber).collect(Collectors.joining(", ")),
                    "Look at it in QuickBooks: put it right or delete it, then replay.");
        }
        write(deal, ours.get(0), "found in QuickBooks, made by an earlier call,");
        lookAtItsMoney(deal, ours.get(0));
        return true;
    }

    /** What came in for it while we did not know that it was ours was passed over. */
    private void lookAtItsMoney(Deal deal, Invoice invoice) {
        queue.markDue(
                deal.connectionId(),
                WorkKind.INVOICE_CHANGED,
                invoice.id(),
                Lane.deal(deal.connectionId(), deal.leadId()));
    }

    private void write(Deal deal, Invoice invoice, String how) {
        steps.done(deal, INVOICE, invoice.id());
        deals.invoiced(
                deal,
                invoice.id(),
                invoice.docNumber(),
                invoice.total(),
                invoice.balance(),
                invoice.currency() == null ? null : invoice.currency().value());
        deals.note(
                deal,
                "Invoice " + invoice.docNumber() + " " + how + " "
                        + invoice.total().toPlainString());
    }

    private Invoice read(String request) {
        try {
            return json.readValue(request, Invoice.class);
        } catch (JsonProcessingException e) {
            throw new PermanentFault(
                    "The mapping invoice.groovy makes no invoice: " + e.getOriginalMessage(),
                    "Put the mapping right, then replay.");
        }
    }

    /** Writes down that the invoice is about to be emailed, or why it is not. */
    @Transactional
    public Step beginSend(
            @Variable("work") Work work, @Variable("connection") Connection connection, @Variable("deal") Deal deal) {
        boolean undecided = steps.find(deal.id(), SEND).isEmpty();
        if (undecided && !deal.intent().mayComeTo(deal.total())) {
            new Hold("QuickBooks made invoice " + deal.docNumber() + " over "
                            + Words.amount(deal.total(), deal.currency()) + ", and the deal says "
                            + Words.amount(deal.intent().amount(), null)
                            + ": look at its tax in QuickBooks; approve it to have it sent as it is")
                    .unless(deal::lets);
        }
        String obstacle = obstacle(deal);
        if (obstacle == null) {
            return steps.begin(work.lease(), deal, SEND, requestId(connection, deal, SEND), null);
        }
        fence.hold(work.lease());
        if (undecided) {
            steps.skipped(deal, SEND, obstacle);
            deals.state(deal, deal.state(), obstacle);
            deals.note(deal, obstacle);
        }
        return steps.find(deal.id(), SEND).orElseThrow();
    }

    /** The deal with what was just written down of it. */
    public Deal asWritten(@Variable("deal") Deal deal) {
        return deals.get(deal.id());
    }

    /** Why it is not emailed; null: it is. */
    static String obstacle(Deal deal) {
        if (!deal.intent().send()) {
            return "Not emailed: the setting invoice.send is off";
        }
        if (deal.intent().email() != null) {
            return null;
        }
        return deal.intent().party().startsWith("company:")
                ? "Not emailed: neither contact nor company has a usable e-mail"
                : "Not emailed: the contact has no usable e-mail";
    }

    /** QuickBooks has emailed it. */
    @Transactional
    public Deal sent(@Variable("work") Work work, @Variable("deal") Deal deal, @Body Invoice.Answer answer) {
        fence.hold(work.lease());
        steps.done(deal, SEND, answer.invoice().id());
        steps.find(deal.id(), SEND)
                .ifPresent(step -> seen.keep(deal.connectionId(), SeenInBooks.of(answer.invoice(), step.firstCall())));
        deals.emailed(deal, clock.instant());
        deals.note(deal, "Invoice emailed to " + deal.intent().email());
        return deals.get(deal.id());
    }

    /**
     * Nobody saw whether the invoice was emailed: QuickBooks says so itself. When it says no long after the last call,
     * that call came to nothing, and the next one gets an id of its own.
     */
    @Transactional
    public Step asked(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("step") Step step,
            @Body Invoice.Answer answer) {
        if (!deal.invoiceId().equals(answer.invoice().id())) {
            throw new PassingFault("QuickBooks answered with something else than the invoice", null);
        }
        fence.hold(work.lease());
        if (answer.invoice().emailed()) {
            sent(work, deal, answer);
            return steps.find(deal.id(), SEND).orElseThrow();
        }
        if (!steps.provable(step)) {
            return step;
        }
        steps.notMade(deal, SEND, "QuickBooks says that the invoice was not emailed");
        return beginSend(work, connection, deal);
    }

    /** Does the deal still lack the place to pay? It is read once, and only where there can be one. */
    public boolean linkUnknown(@Variable("deal") Deal deal) {
        return deal.intent().email() != null
                && (deal.intent().payByCard() || deal.intent().payByBank())
                && steps.find(deal.id(), "payment-link").isEmpty();
    }

    /** Where it can be paid; QuickBooks gives none to a company without QuickBooks Payments. */
    @Transactional
    public Deal link(@Variable("work") Work work, @Variable("deal") Deal deal, @Body Invoice.Answer answer) {
        fence.hold(work.lease());
        String link = answer.invoice().link();
        if (link == null) {
            steps.skipped(deal, "payment-link", "QuickBooks gives no payment link: QuickBooks Payments is not active");
        } else {
            steps.done(deal, "payment-link", null);
            deals.paymentLink(deal, link);
        }
        return deals.get(deal.id());
    }

    static IntFunction<String> requestId(Connection connection, Deal deal, String step) {
        return epoch -> RequestId.of(connection.realmId(), deal.leadId(), deal.cycle(), step, epoch);
    }
}
