package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.ledger.deal.StepLedger;

/** Tells the deal that it is invoiced. */
@Component("noteInvoice")
@Keeps("noteJson")
class NoteInvoice extends DealNote {

    private final ForeseenInvoice foreseen;

    NoteInvoice(StepLedger steps, ForeseenInvoice foreseen) {
        super(steps);
        this.foreseen = foreseen;
    }

    @Override
    String news(Run run) {
        return ShowInvoice.NEWS;
    }

    @Override
    public Read<?> foresee(Run run, Mapping mapping) {
        run.keep("noteJson", composed(foreseen.of(run), mapping, run.deal(), ShowInvoice.NEWS));
        return null;
    }
}
