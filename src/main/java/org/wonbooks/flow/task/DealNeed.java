package org.wonbooks.flow.task;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.decision.Reason;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealAttention.Task;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.DeadLetter;

/** What of a deal needs a person: its decision, or a dead letter of its work. Its task in Kommo follows. */
@Component
public class DealNeed {

    private final DealLedger deals;
    private final Decisions decisions;
    private final DealAttention tasks;
    private final WorkQueue queue;

    public DealNeed(DealLedger deals, Decisions decisions, DealAttention tasks, WorkQueue queue) {
        this.deals = deals;
        this.decisions = decisions;
        this.tasks = tasks;
        this.queue = queue;
    }

    /** The deal's task, with what it has to say; of many deals that are held for one cause one says it for all. */
    Task task(Deal deal) {
        Optional<DeadLetter> won =
                queue.deadLetter(deal.connectionId(), WorkKind.DEAL_WON, String.valueOf(deal.leadId()));
        if (won.isEmpty() && deal.held()) {
            Reason reason = deal.decision().reason();
            boolean tells = !reason.cause().ofMany()
                    || decisions
                            .teller(deal.connectionId(), reason.cause())
                            .filter(teller -> teller == deal.leadId())
                            .isPresent();
            return tells ? tasks.get(deal, reason.words(), reason.fix()) : tasks.get(deal, null, null);
        }
        Optional<DeadLetter> dead = won.or(() -> Optional.ofNullable(deal.invoiceId())
                .flatMap(invoice -> queue.deadLetter(deal.connectionId(), WorkKind.INVOICE_CHANGED, invoice)));
        return tasks.get(
                deal,
                dead.map(DeadLetter::reason).orElse(null),
                dead.map(DeadLetter::fix).orElse(null));
    }

    /** Something of what the deal asks for has changed. */
    public void changed(Deal deal) {
        mark(deal.connectionId(), own(deal));
    }

    /** The deal tells no more of those that are held as it was: another one does. */
    public void pass(Deal before) {
        mark(before.connectionId(), next(before));
    }

    /** Both at once. */
    public void changedAndPass(Deal before) {
        mark(before.connectionId(), Stream.concat(own(before), next(before)).distinct());
    }

    private Stream<Long> own(Deal deal) {
        Task task = task(deals.get(deal.id()));
        return task.attention() != null || task.id() != null ? Stream.of(deal.leadId()) : Stream.empty();
    }

    private Stream<Long> next(Deal before) {
        return before.held() && before.decision().reason().cause().ofMany()
                ? decisions
                        .teller(
                                before.connectionId(),
                                before.decision().reason().cause())
                        .stream()
                : Stream.empty();
    }

    private void mark(long connectionId, Stream<Long> leads) {
        SortedMap<String, String> lanes = new TreeMap<>();
        leads.forEach(lead -> lanes.put(String.valueOf(lead), Lane.deal(connectionId, lead)));
        queue.markDue(connectionId, WorkKind.DEAL_TASK, lanes);
    }
}
