package org.wonbooks.flow.card;

import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.deal.StepLedger;

import org.springframework.stereotype.Component;

/** Tells the deal that it is invoiced. */
@Component("noteInvoice")
class NoteInvoice extends DealNote {

    NoteInvoice(StepLedger steps) {
        super(steps);
    }

    @Override
    String news(Run run) {
        return ShowInvoice.NEWS;
    }
}
