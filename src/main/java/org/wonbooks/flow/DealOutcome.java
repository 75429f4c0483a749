package org.wonbooks.flow;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.work.OutcomeListener;
import org.wonbooks.work.Work;

/** Shows on the deal itself that a person is needed, and that no one is any more. */
@Component
public class DealOutcome implements OutcomeListener {

    private final DealLedger deals;

    public DealOutcome(DealLedger deals) {
        this.deals = deals;
    }

    @Override
    @Transactional
    public void settled(Work work) {
        deal(work).filter(deal -> deal.attention() != null).ifPresent(deal -> {
            deals.attention(deal, null);
            deals.note(deal, "Settled");
        });
    }

    @Override
    @Transactional
    public void needsPerson(Work work, String reason) {
        deal(work).ifPresent(deal -> {
            deals.attention(deal, reason);
            deals.note(deal, "Needs a person: " + reason);
        });
    }

    private Optional<Deal> deal(Work work) {
        return switch (work.kind()) {
            case DEAL_WON -> deals.find(work.connectionId(), Long.parseLong(work.key()));
            case INVOICE_CHANGED -> deals.findByInvoice(work.connectionId(), work.key());
            default -> Optional.empty();
        };
    }
}
