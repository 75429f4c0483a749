package org.wonbooks.console;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.flow.DealInvoice;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What a person does to work and to held deals, by API or JMX: all or nothing, with its audit row. */
@Service
class WorkActions {

    private final WorkQueue queue;
    private final WorkQueries work;
    private final DealLedger deals;
    private final StepLedger steps;
    private final ConnectionStore connections;
    private final AuditLog audit;

    WorkActions(
            WorkQueue queue,
            WorkQueries work,
            DealLedger deals,
            StepLedger steps,
            ConnectionStore connections,
            AuditLog audit) {
        this.queue = queue;
        this.work = work;
        this.deals = deals;
        this.steps = steps;
        this.connections = connections;
        this.audit = audit;
    }

    /** Has dead work tried again; what is not dead stays as it is. */
    @Transactional
    public void replay(String who, long id) {
        WorkQueries.View before = get(id);
        if (queue.replay(id)) {
            audit.add(who, "work.replay", subject(before), before.reason());
        }
    }

    /** Nothing is to be done about it; its deals no longer ask for a person. What has ended stays as it is. */
    @Transactional
    public void skip(String who, long id) {
        WorkQueries.View before = get(id);
        String reason = "Skipped by " + who;
        if (queue.skip(id, reason)) {
            audit.add(who, "work.skip", subject(before), before.reason());
            before.leadIds()
                    .forEach(leadId -> deals.find(before.connectionId(), leadId).ifPresent(deal -> skip(deal, reason)));
        }
    }

    private void skip(Deal deal, String reason) {
        if (deal.attention() != null) {
            deals.attention(deal, null);
            mark(WorkKind.DEAL_TASK, deal.connectionId(), deal.leadId());
        }
        deals.note(deal, reason);
        if (deal.invoiceId() == null) {
            deals.state(deal, DealState.SKIPPED, reason);
        }
    }

    /** What a deal's reconciliation became: the work on it, and on its invoice if there is one, is due. */
    record Reconciled(long connectionId, long leadId, List<String> due) {}

    /** Has a deal and its invoice looked at again, as if both had just changed. */
    @Transactional
    public Reconciled reconcile(String who, long connectionId, long leadId) {
        connections.find(connectionId).orElseThrow(() -> ConnectionActions.unknown(connectionId));
        String lane = Lane.deal(connectionId, leadId);
        List<String> due = new ArrayList<>(List.of(WorkKind.DEAL_WON.route()));
        queue.markDue(connectionId, WorkKind.DEAL_WON, String.valueOf(leadId), lane);
        deals.find(connectionId, leadId)
                .filter(deal -> deal.invoiceId() != null)
                .ifPresent(deal -> {
                    deals.recheck(deal, true);
                    queue.markDue(connectionId, WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
                    due.add(WorkKind.INVOICE_CHANGED.route());
                });
        audit.add(who, "deal.reconcile", "deal " + connectionId + "/" + leadId, null);
        return new Reconciled(connectionId, leadId, due);
    }

    /** Lets pass what a deal is held for; what was approved before stays so. */
    @Transactional
    public void approve(String who, long connectionId, long leadId) {
        Deal deal = deals.find(connectionId, leadId).orElseThrow();
        boolean approved = deal.attention() == null
                ? !deal.approvals().isEmpty()
                : deal.approvals().contains(deal.attention());
        if (approved) {
            return;
        }
        if (!held(deal)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "Deal " + leadId + " is not held: there is nothing to approve.");
        }
        deals.approve(deal);
        deals.note(deal, "Approved by " + who);
        mark(WorkKind.DEAL_WON, connectionId, leadId);
        audit.add(who, "deal.approve", "deal " + connectionId + "/" + leadId, deal.attention());
    }

    /**
     * Up to the e-mail a person may let it go on. A deal whose work is dead asks for a person too, but for another
     * reason than a rule's.
     */
    private boolean held(Deal deal) {
        return deal.attention() != null
                && !isDead(deal, WorkKind.DEAL_WON, String.valueOf(deal.leadId()))
                && (deal.invoiceId() == null || !isDead(deal, WorkKind.INVOICE_CHANGED, deal.invoiceId()))
                && steps.find(deal.id(), DealInvoice.SEND).isEmpty();
    }

    private boolean isDead(Deal deal, WorkKind kind, String key) {
        return queue.find(deal.connectionId(), kind, key)
                .filter(WorkQueue.Standing::dead)
                .isPresent();
    }

    private void mark(WorkKind kind, long connectionId, long leadId) {
        queue.markDue(connectionId, kind, String.valueOf(leadId), Lane.deal(connectionId, leadId));
    }

    private WorkQueries.View get(long id) {
        return work.find(id).orElseThrow(() -> unknown(id));
    }

    /** A 404. */
    static ResponseStatusException unknown(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no work " + id + ".");
    }

    private static String subject(WorkQueries.View work) {
        return "work " + work.id() + ": " + work.kind() + " " + work.key();
    }
}
