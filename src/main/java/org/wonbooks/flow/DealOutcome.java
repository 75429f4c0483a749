package org.wonbooks.flow;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.OutcomeListener;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Standing;

/** Shows on the deal itself that a person is needed, and that no one is any more; its task in Kommo follows. */
@Component
public class DealOutcome implements OutcomeListener {

    private final DealLedger deals;
    private final WorkQueue queue;
    private final CompanyBooks books;

    public DealOutcome(DealLedger deals, WorkQueue queue, CompanyBooks books) {
        this.books = books;
        this.deals = deals;
        this.queue = queue;
    }

    @Override
    @Transactional
    public void settled(Work work) {
        deal(work)
                .filter(deal -> deal.attention() != null && !otherDecides(work, deal))
                .ifPresent(deal -> {
                    deals.attention(deal, null);
                    deals.note(deal, "Settled");
                    markTask(deal);
                });
    }

    /** A deal that is not to be invoiced any more needs nobody. */
    @Override
    @Transactional
    public void nothingToDo(Work work) {
        if (work.kind() == WorkKind.DEAL_WON) {
            settled(work);
        }
    }

    @Override
    @Transactional
    public void needsPerson(Work work, String reason, String fix) {
        books.forget(work.connectionId());
        deal(work).ifPresent(deal -> {
            deals.attention(deal, reason, fix);
            deals.note(deal, "Needs a person: " + reason);
            markTask(deal);
        });
    }

    /**
     * Its money is in order, but not its invoice, or the other way round. What was held is looked at again: the reason
     * may lie in the books.
     */
    private boolean otherDecides(Work work, Deal deal) {
        if (work.kind() == WorkKind.DEAL_WON) {
            return Optional.ofNullable(deal.invoiceId())
                    .flatMap(invoice -> queue.find(deal.connectionId(), WorkKind.INVOICE_CHANGED, invoice))
                    .filter(Standing::dead)
                    .isPresent();
        }
        String key = String.valueOf(deal.leadId());
        Optional<Standing> won = queue.find(deal.connectionId(), WorkKind.DEAL_WON, key);
        if (won.filter(Standing::held).isPresent()) {
            queue.markDue(deal.connectionId(), WorkKind.DEAL_WON, key, work.lane());
        }
        return won.filter(standing -> standing.held() || standing.dead() || standing.open())
                .isPresent();
    }

    private void markTask(Deal deal) {
        queue.markDue(
                deal.connectionId(),
                WorkKind.DEAL_TASK,
                String.valueOf(deal.leadId()),
                Lane.deal(deal.connectionId(), deal.leadId()));
    }

    private Optional<Deal> deal(Work work) {
        return switch (work.kind()) {
            case DEAL_WON -> deals.find(work.connectionId(), Long.parseLong(work.key()));
            case INVOICE_CHANGED -> deals.findByInvoice(work.connectionId(), work.key());
            default -> Optional.empty();
        };
    }
}
