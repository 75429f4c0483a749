package org.wonbooks.flow;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.DealTasks;
import org.wonbooks.ledger.DealTasks.Task;
import org.wonbooks.ledger.Decisions;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.DeadLetter;

/** What of a deal needs a person: its decision, or a dead letter of its work. Its task in Kommo follows. */
@Component
public class DealNeed {

    private final DealLedger deals;
    private final Decisions decisions;
    private final DealTasks tasks;
    private final WorkQueue queue;

    public DealNeed(DealLedger deals, Decisions decisions, DealTasks tasks, WorkQueue queue) {
        this.deals = deals;
        this.decisions = decisions;
        this.tasks = tasks;
        this.queue = queue;
    }

    /** The deal's task, with what it has to say; of many deals that are held for one cause one says it for all. */
    Task task(Deal deal) {
        if (deal.held()) {
            boolean tells = !deal.decision().reason().cause().ofMany() || decisions.tellsOfAll(deal);
            return tells
                    ? tasks.get(
                            deal,
                            deal.decision().reason().words(),
                            deal.decision().reason().fix())
                    : tasks.get(deal, null, null);
        }
        Optional<DeadLetter> dead = queue.deadLetter(
                        deal.connectionId(), WorkKind.DEAL_WON, String.valueOf(deal.leadId()))
                .or(() -> Optional.ofNullable(deal.invoiceId())
                        .flatMap(invoice -> queue.deadLetter(deal.connectionId(), WorkKind.INVOICE_CHANGED, invoice)));
        return tasks.get(
                deal,
                dead.map(DeadLetter::reason).orElse(null),
                dead.map(DeadLetter::fix).orElse(null));
    }

    /** Something of what the deal asks for has changed. */
    public void changed(Deal deal) {
        Task task = task(deals.get(deal.id()));
        if (task.attention() != null || task.id() != null) {
            queue.markDue(
                    deal.connectionId(),
                    WorkKind.DEAL_TASK,
                    String.valueOf(deal.leadId()),
                    Lane.deal(deal.connectionId(), deal.leadId()));
        }
    }
}
