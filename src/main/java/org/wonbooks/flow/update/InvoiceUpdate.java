package org.wonbooks.flow.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.deal.EditedDeal;
import org.wonbooks.flow.draft.DealDraft;
import org.wonbooks.flow.invoice.DealInvoice;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.StaleFault;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Lets an invoice that nobody has seen yet follow its deal, which was edited since. What a person has changed in
 * QuickBooks is never overwritten: then the difference is shown, and nothing is sent.
 */
@Component("invoiceUpdate")
public class InvoiceUpdate {

    private static final int MOST_TRIES = 3;

    private final DealLedger deals;
    private final StepLedger steps;
    private final FrozenIntents intents;
    private final DealDraft draft;
    private final EditedDeal invoiced;
    private final BookedInvoice books;
    private final InvoicePatch change;
    private final WorkQueue queue;
    private final Fence fence;

    InvoiceUpdate(
            DealLedger deals,
            StepLedger steps,
            FrozenIntents intents,
            DealDraft draft,
            EditedDeal invoiced,
            BookedInvoice books,
            InvoicePatch change,
            WorkQueue queue,
            Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.intents = intents;
        this.draft = draft;
        this.invoiced = invoiced;
        this.books = books;
        this.change = change;
        this.queue = queue;
        this.fence = fence;
    }

    /** Is there a difference between the deal and its invoice, and may the invoice follow? Nothing is read for that. */
    @Transactional
    public boolean wanted(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("lead") Lead lead) {
        if (!invoiced.isTold(deal)) {
            return false;
        }
        Optional<Step> begun = intents.begunUpdate(deal);
        if (begun.filter(Step::open).isPresent()) {
            return false;
        }
        boolean differs = lead != null && !lead.isDeleted() && invoiced.mayFollow(connection, deal, lead);
        if (!differs) {
            giveUp(work, deal, begun, "Not wanted any more");
            return false;
        }
        if (intents.untoldUpdate(deal).isPresent()) {
            lookAgain(work);
            return false;
        }
        return true;
    }

    /** The deal with what its invoice is to say; null where that can't be, which is shown. */
    @Transactional(noRollbackFor = Hold.class)
    public Deal draft(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("billing") Billing billing) {
        fence.hold(work.lease());
        try {
            InvoiceIntent was = deal.intent();
            InvoiceIntent now =
                    DealDraft.complete(draft.of(connection, deal, billing)).intent();
            if (!inOneCurrency(was, now)) {
                String booked = Objects.requireNonNullElse(was.currency(), "the company's own");
                invoiced.show(
                        connection,
                        deal,
                        billing.lead(),
                        "Its invoice stays as it is: the deal is in " + now.currency() + " by now, the invoice in "
                                + booked);
                return null;
            }
            return deal.deciding(was.selling(now));
        } catch (Hold hold) {
            invoiced.show(connection, deal, billing.lead());
            Reason reason = hold.reason()
                    .within(
                            Cause.UPDATE_HELD,
                            "invoice",
                            String.valueOf(deal.docNumber()),
                            "total",
                            Words.amount(deal.total(), deal.currency()));
            Hold.unless(deal.lets(hold.shown()), reason);
            return null;
        } catch (Skip | PermanentFault obstacle) {
            invoiced.show(connection, deal, billing.lead(), "Its invoice stays as it is: " + obstacle.getMessage());
            return null;
        }
    }

    /** Books that are kept in one currency say nothing of it. */
    private static boolean inOneCurrency(InvoiceIntent was, InvoiceIntent now) {
        boolean said = was.currency() != null && now.currency() != null;
        return said ? was.currency().equals(now.currency()) : was.foreign() == now.foreign();
    }

    /**
     * Writes down that the invoice is about to be updated; null when it is not, which is shown: it is not as the last
     * intent says, or it is sent, paid, voided or gone by now. Part of the caller's transaction, which holds the fence.
     *
     * @param booked the invoice as it was just read; null: it is gone
     * @param before what is composed of the last intent
     * @param now what is composed of the one to come
     */
    Step begin(Run run, Deal edited, String booked, String before, String now) {
        Deal deal = run.deal();
        Lead lead = run.get("lead", Lead.class);
        JsonNode invoice = books.invoice(deal, booked);
        String obstacle = books.obstacle(invoice);
        JsonNode was = change.read(before);
        if (obstacle == null) {
            String request = change.request(invoice, was, change.read(now));
            JsonNode asked = change.read(request);
            if (InvoicePatch.isMade(invoice, asked)) {
                intents.asked(deal, edited.intent(), lead.name());
                steps.skipped(deal, intents.nextUpdate(deal), "The invoice says it already");
                books.made(deal, invoice, "says already what the deal says,");
                return null;
            }
            if (InvoicePatch.says(invoice, change.presupposed(was, asked))) {
                intents.asked(deal, edited.intent(), lead.name());
                String step = intents.nextUpdate(deal);
                return steps.begin(deal, step, DealInvoice.requestId(run.connection(), deal, step), () -> request);
            }
            obstacle = "was changed in QuickBooks";
        }
        invoiced.show(run.connection(), deal, lead, "Its invoice stays as it is, since it " + obstacle);
        giveUp(run.work(), deal, intents.begunUpdate(deal), "The invoice " + obstacle);
        return null;
    }

    /** The invoice says what was asked for. Part of the caller's transaction, which holds the fence. */
    Deal updated(Run run, Step step, String answer) {
        Deal deal = run.deal();
        Lead lead = run.get("lead", Lead.class);
        JsonNode invoice = books.invoice(deal, answer);
        if (!InvoicePatch.isMade(invoice, change.read(step.request()))) {
            throw new PassingFault("QuickBooks answered with something else than the updated invoice", null);
        }
        books.answered(deal, invoice, step.firstCall());
        steps.done(deal, step.name(), deal.invoiceId());
        books.made(deal, invoice, "updated, since the deal was edited,");
        Deal updated = deals.get(deal.id());
        if (lead != null && !lead.isDeleted() && invoiced.mayFollow(run.connection(), updated, lead)) {
            lookAgain(run.work());
        }
        return updated;
    }

    /** Somebody else has changed it since it was read: it is read again, and asked for again if it is still wanted. */
    @Transactional(noRollbackFor = Fault.class)
    public void stale(Work work, Connection connection, Deal deal, Lead lead, Step step, StaleFault stale) {
        fence.hold(work.lease());
        if (!step.inDoubt()) {
            steps.notMade(deal, step.name(), stale.getMessage());
        }
        if (work.attempts() < MOST_TRIES) {
            throw stale;
        }
        if (lead != null && !lead.isDeleted()) {
            invoiced.show(connection, deal, lead);
        }
        throw new Hold(
                Reason.of(
                        Cause.UPDATE_STALE,
                        "invoice",
                        String.valueOf(deal.docNumber()),
                        "tries",
                        String.valueOf(MOST_TRIES),
                        "refusal",
                        stale.getMessage()),
                deal.shown());
    }

    /** A call that came to nothing is not made again. */
    private void giveUp(Work work, Deal deal, Optional<Step> begun, String why) {
        begun.ifPresent(step -> {
            fence.hold(work.lease());
            steps.skipped(deal, step.name(), why);
        });
    }

    private void lookAgain(Work work) {
        queue.markDue(work.connectionId(), WorkKind.DEAL_WON, work.key(), work.lane());
    }
}
