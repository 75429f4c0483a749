package org.wonbooks.flow;

import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Invoice;
import org.wonbooks.work.Work;

/** Makes the invoice, has it emailed, and fetches where it can be paid. */
@Component("dealInvoice")
public class DealInvoice {

    private final DealLedger deals;
    private final StepLedger steps;
    private final Fence fence;
    private final Clock clock;

    public DealInvoice(DealLedger deals, StepLedger steps, Fence fence, Clock clock) {
        this.deals = deals;
        this.steps = steps;
        this.fence = fence;
        this.clock = clock;
    }

    /** Writes down that the invoice is about to be made. */
    public Step begin(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Body String request) {
        return steps.begin(work.lease(), deal, "invoice", requestId(connection, deal, "invoice"), request);
    }

    /**
     * The invoice was made, by this run or the one before. What QuickBooks says of it is written down, not what we
     * sent.
     */
    @Transactional
    public Deal created(@Variable("work") Work work, @Variable("deal") Deal deal, @Body Invoice.Answer answer) {
        Invoice invoice = answer.invoice();
        if (invoice == null || invoice.id() == null) {
            throw new PassingFault("QuickBooks answered without an invoice", null);
        }
        fence.hold(work.lease());
        steps.done(deal, "invoice", invoice.id());
        deals.invoiced(
                deal,
                invoice.id(),
                invoice.docNumber(),
                invoice.total(),
                invoice.balance(),
                invoice.currency() == null ? null : invoice.currency().value());
        deals.note(
                deal,
                "Invoice " + invoice.docNumber() + " made, " + invoice.total().toPlainString());
        return deals.get(deal.id());
    }

    /** Writes down that the invoice is about to be emailed, or why it is not. */
    @Transactional
    public Step beginSend(
            @Variable("work") Work work, @Variable("connection") Connection connection, @Variable("deal") Deal deal) {
        String obstacle = obstacle(deal);
        if (obstacle == null) {
            return steps.begin(work.lease(), deal, "send", requestId(connection, deal, "send"), null);
        }
        fence.hold(work.lease());
        if (steps.find(deal.id(), "send").isEmpty()) {
            steps.skipped(deal, "send", obstacle);
            deals.state(deal, deal.state(), obstacle);
            deals.note(deal, obstacle);
        }
        return steps.find(deal.id(), "send").orElseThrow();
    }

    /** The deal with what was just written down of it. */
    public Deal asWritten(@Variable("deal") Deal deal) {
        return deals.get(deal.id());
    }

    private static String obstacle(Deal deal) {
        if (!deal.intent().send()) {
            return "Not emailed: the setting invoice.send is off";
        }
        return deal.intent().email() == null ? "Not emailed: neither contact nor company has a usable e-mail" : null;
    }

    /** QuickBooks has emailed it. */
    @Transactional
    public Deal sent(@Variable("work") Work work, @Variable("deal") Deal deal, @Body Invoice.Answer answer) {
        fence.hold(work.lease());
        steps.done(deal, "send", answer.invoice().id());
        deals.emailed(deal, clock.instant());
        deals.note(deal, "Invoice emailed to " + deal.intent().email());
        return deals.get(deal.id());
    }

    /** Does the deal still lack the place to pay? It is read once, and only where there can be one. */
    public boolean linkUnknown(@Variable("deal") Deal deal) {
        return deal.intent().email() != null
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

    private static String requestId(Connection connection, Deal deal, String step) {
        return RequestId.of(connection.realmId(), deal.leadId(), deal.cycle(), step);
    }
}
