package org.wonbooks.flow.task;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Verdict;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.kommo.KommoRefusedFault;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.OutcomeListener;

/** Shows on the deal itself that a person is needed, and that no one is any more; its task in Kommo follows. */
@Component
class DealOutcome implements OutcomeListener {

    /** The company keeps its books otherwise than is remembered, or that may be why the deal is held. */
    private static final Set<Cause> BOOKS_MAY_BE_OTHERWISE = EnumSet.of(
            Cause.TOTAL_DIFFERS,
            Cause.CURRENCY_DIFFERS,
            Cause.NUMBER_DIFFERS,
            Cause.OTHER_CURRENCY,
            Cause.NO_EXCHANGE_RATE,
            Cause.LIMIT_NOT_COMPARABLE);

    private final DealLedger deals;
    private final Decisions decisions;
    private final DealNeed need;
    private final WorkQueue queue;
    private final CompanyBooks books;

    public DealOutcome(DealLedger deals, Decisions decisions, DealNeed need, WorkQueue queue, CompanyBooks books) {
        this.deals = deals;
        this.decisions = decisions;
        this.need = need;
        this.queue = queue;
        this.books = books;
    }

    /** Work on its win comes before work on its invoice. */
    @Override
    @Transactional
    public void ending(Work work) {
        if (work.kind() == WorkKind.INVOICE_CHANGED) {
            deal(work)
                    .filter(Deal::held)
                    .ifPresent(deal ->
                            queue.hold(deal.connectionId(), WorkKind.DEAL_WON, List.of(String.valueOf(deal.leadId()))));
        }
    }

    @Override
    @Transactional
    public void settled(Work work) {
        deal(work).ifPresent(deal -> {
            if (deal.held() && work.kind() == WorkKind.DEAL_WON) {
                decisions.release(deal);
                deals.note(deal, "Settled");
            } else if (deal.held()) {
                lookAgain(deal, work);
            }
            if (deal.attention().taskId() != null) {
                need.changed(deal);
            }
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
    public void held(Work work, Hold hold) {
        deal(work).ifPresent(deal -> {
            boolean known = deal.decision() != null && deal.decision().says(Verdict.HOLD, hold.reason(), hold.shown());
            if (!known) {
                decisions.hold(deal, hold);
                deals.note(deal, "Needs a person: " + hold.getMessage());
            }
            if (!known || deal.attention().taskId() == null) {
                need.changed(deal);
            }
        });
        if (BOOKS_MAY_BE_OTHERWISE.contains(hold.reason().cause())) {
            books.forget(work.connectionId());
        }
    }

    @Override
    @Transactional
    public void dead(Work work, Exception fault) {
        deal(work).ifPresent(deal -> {
            deals.note(deal, "Needs a person: " + Fault.words(fault));
            need.changed(deal);
        });
        if (work.kind() == WorkKind.DEAL_WON && !(fault instanceof KommoRefusedFault)) {
            books.forget(work.connectionId());
        }
    }

    /** What was held is looked at again when its money is in order: the reason may lie in the books. */
    private void lookAgain(Deal deal, Work work) {
        queue.markDue(deal.connectionId(), WorkKind.DEAL_WON, String.valueOf(deal.leadId()), work.lane());
    }

    private Optional<Deal> deal(Work work) {
        return switch (work.kind()) {
            case DEAL_WON -> deals.find(work.connectionId(), Long.parseLong(work.key()));
            case INVOICE_CHANGED -> deals.findByInvoice(work.connectionId(), work.key());
            default -> Optional.empty();
        };
    }
}
