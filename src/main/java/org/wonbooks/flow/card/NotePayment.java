package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Run;
import org.wonbooks.flow.money.DealMoney;
import org.wonbooks.ledger.deal.StepLedger;

/** Tells the deal how its money stands, where that is news in words and not only in fields. */
@Component("notePayment")
class NotePayment extends DealNote {

    private final DealMoney money;

    NotePayment(StepLedger steps, DealMoney money) {
        super(steps);
        this.money = money;
    }

    @Override
    String news(Run run) {
        return money.untold(run.deal());
    }
}
