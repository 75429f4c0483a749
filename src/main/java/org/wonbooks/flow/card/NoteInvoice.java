package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.deal.StepLedger;

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
