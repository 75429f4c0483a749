package org.wonbooks.flow.deal;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.flow.customer.BilledCustomer;
import org.wonbooks.flow.deal.DealRule.Ruling;
import org.wonbooks.flow.invoice.DealInvoice;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.Work;

/** Decides whether a deal is invoiced; what of it, its draft says. */
@Component
public class DealDecision {

    private final DealLedger deals;
    private final FrozenIntents intents;
    private final Decisions decisions;
    private final StepLedger steps;
    private final DealRule rule;
    private final DecisionRecord decided;
    private final EditedDeal invoiced;
    private final MergedDeal merged;
    private final Fence fence;

    DealDecision(
            DealLedger deals,
            FrozenIntents intents,
            Decisions decisions,
            StepLedger steps,
            DealRule rule,
            DecisionRecord decided,
            EditedDeal invoiced,
            MergedDeal merged,
            Fence fence) {
        this.deals = deals;
        this.intents = intents;
        this.decisions = decisions;
        this.steps = steps;
        this.rule = rule;
        this.decided = decided;
        this.invoiced = invoiced;
        this.merged = merged;
        this.fence = fence;
    }

    /**
     * The deal to go on with; throws {@link Skip} when there is nothing to do. What was begun is brought to its end,
     * even when the deal has left its stage meanwhile: a document that is made must be known on the deal. Where nothing
     * was made, and QuickBooks refused it or a person had to look before it was asked, all is decided anew.
     */
    @Transactional(noRollbackFor = {Skip.class, Hold.class})
    public Deal decide(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("lead") Lead lead,
            @Variable(WinEvidence.FOUND) WinEvidence.Found found) {
        fence.hold(work.lease());
        long leadId = Long.parseLong(work.key());
        requireSame(leadId, lead);
        Deal known = deals.find(connection.id(), leadId).orElse(null);
        if (known != null && isSkipped(known)) {
            known = decided.skipped(connection, known, lead);
        } else if (known != null && known.frozen()) {
            Deal begun = known;
            Course course = course(connection, begun, lead, work.attempts() > 1);
            if (invoiced.isTold(begun)) {
                invoiced.takeNote(connection, begun, lead);
            }
            if (course == Course.GO_ON) {
                return deals.get(begun.id());
            }
            if (course == Course.WON_ANEW) {
                decisions.release(begun);
                known = decided.goesOn(begun, deals.nextCycle(begun));
            } else {
                intents.thaw(begun);
                steps.forgetEnded(begun, BilledCustomer.CUSTOMER);
                steps.forgetEnded(begun, BilledCustomer.RENAMED);
                known = deals.get(begun.id());
            }
        }
        Ruling ruling = ruling(connection, known, leadId, lead, found);
        if (ruling.verdict() == Verdict.SKIP || ruling.verdict() == Verdict.LEAVE) {
            if (known != null || ruling.verdict() == Verdict.LEAVE) {
                decided.keep(known == null ? deals.open(connection.id(), leadId, lead.name()) : known, ruling);
            }
            throw new Skip(ruling.reason());
        }
        Deal deal = deals.open(known, connection.id(), leadId, lead.name());
        decided.keep(deal, ruling);
        if (ruling.verdict() == Verdict.HOLD) {
            throw new Hold(ruling.reason(), ruling.shown());
        }
        refuseUnknownInvoice(connection, deal, lead);
        if (known == null) {
            deals.note(deal, "Won");
        }
        return deals.get(deal.id());
    }

    /** A person's word for a deal that was not told of an invoice yet: what was begun is not gone on with. */
    private boolean isSkipped(Deal deal) {
        return deal.decision() != null && deal.decision().skippedByPerson() && !invoiced.isTold(deal);
    }

    private Ruling ruling(Connection connection, Deal known, long leadId, Lead lead, WinEvidence.Found found) {
        if (lead != null && !lead.isDeleted()) {
            return rule.of(connection, known, lead, found);
        }
        Reason gone = merged.reason(connection, leadId).orElse(Reason.of(Cause.GONE));
        return known != null && isSkipped(known)
                ? DealRule.stored(known)
                : new Ruling(Verdict.SKIP, gone, null, Shown.NOTHING, Map.of(), false);
    }

    /**
     * The deal as {@link #decide} would go on with it, or the fault that it would end with; nothing is written down.
     *
     * @param asked the deal, as far as the caller knows it
     */
    public Deal foresee(
            @Variable("connection") Connection connection,
            @Variable("deal") Deal asked,
            @Variable("lead") Lead lead,
            @Variable(WinEvidence.FOUND) WinEvidence.Found found) {
        long leadId = asked.leadId();
        requireSame(leadId, lead);
        if (found != null && found.supposed() && lead != null && !lead.isDeleted()) {
            return asked;
        }
        Optional<Deal> known = deals.find(connection.id(), leadId);
        Deal deal = known.orElse(asked);
        if (isSkipped(deal)) {
            if (decided.wonAnew(connection, deal, lead)) {
                deal = deal.next(null);
            }
        } else if (deal.frozen()) {
            if (invoiced.isTold(deal)) {
                invoiced.requireSettled(connection, deal, lead);
            }
            switch (course(connection, deal, lead, false)) {
                case GO_ON -> {
                    return deal;
                }
                case WON_ANEW -> deal = deal.next(decided.said(deal));
                case ANEW -> deal = deal.deciding(null);
            }
        }
        Ruling ruling =
                ruling(connection, deal.decision() == null && deal.cycle() == 1 ? null : deal, leadId, lead, found);
        if (ruling.verdict() == Verdict.HOLD) {
            throw new Hold(ruling.reason(), ruling.shown());
        }
        if (ruling.verdict() != Verdict.BILL) {
            throw new Skip(ruling.reason());
        }
        refuseUnknownInvoice(connection, deal, lead);
        return deal;
    }

    /** What becomes of a deal whose invoice was begun. */
    private enum Course {
        GO_ON,
        WON_ANEW,
        ANEW
    }

    /** @param again the run before ended by chance, and this one goes on with it */
    private Course course(Connection connection, Deal begun, Lead lead, boolean again) {
        if (invoiced.isTold(begun) && invoiced.wonAnew(connection, begun, lead)) {
            return Course.WON_ANEW;
        }
        return begun.invoiceId() == null && (isUndone(begun) || !again && isUnasked(begun))
                ? Course.ANEW
                : Course.GO_ON;
    }

    /** A person had to put something right, and nothing was made: what they did counts. */
    private boolean isUndone(Deal begun) {
        return steps.anyNotMade(begun.id()) || begun.held() && steps.nothingBegun(begun.id());
    }

    /** QuickBooks was asked for no invoice yet, for instance since a mapping contradicts what was decided. */
    private boolean isUnasked(Deal begun) {
        return steps.find(begun.id(), DealInvoice.INVOICE).isEmpty() && !steps.anyCallToBooks(begun.id());
    }

    private static void requireSame(long leadId, Lead lead) {
        if (lead != null && lead.id() != leadId) {
            throw new PassingFault("Kommo answered with another deal", null);
        }
    }

    /** After a backup was restored, Kommo knows more than we do. */
    private void refuseUnknownInvoice(Connection connection, Deal deal, Lead lead) {
        String field = connection.settings().fields().invoiceId();
        Optional<Reason> unknown = lead.texts(field).stream()
                .filter(invoice -> deals.findByInvoice(connection.id(), invoice).isEmpty())
                .findFirst()
                .map(invoice -> Reason.of(Cause.CARRIES_UNKNOWN, "invoice", invoice, "field", field));
        merged.refusal(connection, deal.leadId(), lead)
                .or(() -> unknown)
                .ifPresent(reason -> Hold.unless(deal.lets(LeadTerms.shown(connection, lead)), reason));
    }
}
