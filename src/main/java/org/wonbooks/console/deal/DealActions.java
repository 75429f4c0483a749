package org.wonbooks.console.deal;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Seen;
import org.wonbooks.console.Unknown;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Verdict;
import org.wonbooks.flow.task.DealNeed;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.LeadRemarks;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What a person says of a deal: all or nothing, with its audit row. */
@Service
public class DealActions {

    private final WorkQueue queue;
    private final DealLedger deals;
    private final DealAttention attention;
    private final Decisions decisions;
    private final StepLedger steps;
    private final LeadRemarks told;
    private final DealNeed need;
    private final ConnectionStore connections;
    private final AuditLog audit;

    DealActions(
            WorkQueue queue,
            DealLedger deals,
            DealAttention attention,
            Decisions decisions,
            StepLedger steps,
            LeadRemarks told,
            DealNeed need,
            ConnectionStore connections,
            AuditLog audit) {
        this.queue = queue;
        this.deals = deals;
        this.attention = attention;
        this.decisions = decisions;
        this.steps = steps;
        this.told = told;
        this.need = need;
        this.connections = connections;
        this.audit = audit;
    }

    /** What a deal's reconciliation became: the work on it, and on its invoice if there is one, is due. */
    record Reconciled(long connectionId, long leadId, List<String> due) {}

    /**
     * Has a deal and its invoice looked at again, as if both had just changed. One that was left alone because of when
     * it was won is taken.
     */
    @Transactional
    public Reconciled reconcile(String who, long connectionId, long leadId) {
        connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
        String lane = Lane.deal(connectionId, leadId);
        List<String> due = new ArrayList<>(List.of(WorkKind.DEAL_WON.route()));
        queue.markDue(connectionId, WorkKind.DEAL_WON, String.valueOf(leadId), lane);
        // Work's rows first: a run that holds one of them may wait for the deal's.
        deals.find(connectionId, leadId)
                .filter(deal -> deal.invoiceId() != null)
                .ifPresentOrElse(
                        deal -> {
                            queue.markDue(connectionId, WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
                            attention.recheck(deal, true);
                            due.add(WorkKind.INVOICE_CHANGED.route());
                        },
                        () -> told.take(connectionId, leadId, who));
        audit.add(who, "deal.reconcile", subject(connectionId, leadId), null);
        return new Reconciled(connectionId, leadId, due);
    }

    /**
     * Lets pass what a deal is held for, or was left alone or skipped for; what was approved before stays so.
     *
     * @param seen the digest of what the person has seen; null: nothing
     */
    @Transactional
    public void approve(String who, long connectionId, long leadId, String seen) {
        queue.hold(connectionId, WorkKind.DEAL_WON, List.of(String.valueOf(leadId)));
        Deal deal = deals.find(connectionId, leadId).orElseThrow();
        Decision decision = deal.decision();
        if (decision != null
                && decision.bills()
                && decision.by() != null
                && decision.lets().contains(seen)) {
            return;
        }
        requireApprovable(deal);
        if (!decision.digest().equals(seen)) {
            throw Seen.changed(
                    seen == null
                            ? "Say what you have seen: {\"seen\": digest}."
                            : "The deal asks for something else by now.",
                    decision.reason().words(),
                    decision.digest());
        }
        mark(deal);
        letPass(who, deal);
        need.changedAndPass(deal);
    }

    /** Part of the caller's transaction, which has the deal looked at again, and holds the row of that work. */
    public void approve(String who, Deal deal) {
        requireApprovable(deal);
        letPass(who, deal);
        need.changed(deal);
    }

    private void letPass(String who, Deal deal) {
        decisions.approve(deal, who);
        deals.note(deal, "Approved by " + who);
        String words = deal.decision().reason().words();
        audit.add(who, "deal.approve", subject(deal.connectionId(), deal.leadId()), words);
    }

    /** Would an approval of what is to be seen of the deal now be taken? */
    public boolean mayApprove(long connectionId, long leadId) {
        return deals.find(connectionId, leadId)
                .filter(deal -> asks(deal) && approvable(deal))
                .isPresent();
    }

    private boolean asks(Deal deal) {
        Decision decision = deal.decision();
        return decision != null
                && (decision.held() || decision.verdict() == Verdict.LEAVE || decision.skippedByPerson())
                && !isDead(deal);
    }

    private void requireApprovable(Deal deal) {
        if (!asks(deal)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "Deal " + deal.leadId() + " is not held: there is nothing to approve.");
        }
        if (!approvable(deal)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Deal " + deal.leadId() + " has its invoice: an approval changes nothing. "
                            + deal.decision().reason().fix());
        }
    }

    /** What was sent can't be billed once more. What an earlier version held does not say so itself. */
    private static boolean approvable(Deal deal) {
        Cause cause = deal.decision().reason().cause();
        boolean left = cause == Cause.HELD_EARLIER && deal.attention().leftWonAt() != null;
        return cause.approvable()
                && (deal.invoiceId() == null || !left && !deal.decision().skippedByPerson());
    }

    /** A person says that nothing is to be done about the deal's win. Part of the caller's transaction. */
    public void skip(String who, long connectionId, long leadId) {
        Deal deal = deals.find(connectionId, leadId).orElseGet(() -> deals.open(connectionId, leadId, null));
        if (deal.invoiceId() == null) {
            decisions.skip(deal, who);
            if (steps.anyCallToBooks(deal.id())) {
                deals.note(deal, "A call to QuickBooks is in doubt: look there whether it has made an invoice");
            }
        } else if (deal.held()) {
            decisions.seen(deal, who);
        }
        deals.note(deal, "Skipped by " + who);
        need.changedAndPass(deal);
    }

    /** A person says that nothing is to be done about its invoice; what its win asks for stays. */
    public void noteSkip(String who, Deal deal) {
        deals.note(deal, "Skipped by " + who);
        need.changed(deal);
    }

    private void mark(Deal deal) {
        String lane = Lane.deal(deal.connectionId(), deal.leadId());
        queue.markDue(deal.connectionId(), WorkKind.DEAL_WON, String.valueOf(deal.leadId()), lane);
    }

    private boolean isDead(Deal deal) {
        return queue.deadLetter(deal.connectionId(), WorkKind.DEAL_WON, String.valueOf(deal.leadId()))
                .isPresent();
    }

    private static String subject(long connectionId, long leadId) {
        return "deal " + connectionId + "/" + leadId;
    }
}
