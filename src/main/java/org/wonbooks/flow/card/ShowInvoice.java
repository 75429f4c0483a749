package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.run.WorkRunRoute;

/** Shows number and link of the invoice in the deal's fields. */
@Component("showInvoice")
@Keeps("cardJson")
@Keeps(WorkRunRoute.TOLD_AT_THE_END)
class ShowInvoice extends DealFields {

    /** The name of this piece of news. */
    static final String NEWS = "invoice";

    private final ForeseenInvoice foreseen;
    private final Gate gate;

    ShowInvoice(DealLedger deals, StepLedger steps, RefusalReason refused, ForeseenInvoice foreseen, Gate gate) {
        super(deals, steps, refused);
        this.foreseen = foreseen;
        this.gate = gate;
    }

    @Override
    String news(Run run) {
        return NEWS;
    }

    @Override
    String shows() {
        return "the invoice";
    }

    @Override
    String compose(Run run, Mapping mapping) {
        return mapping.json(run);
    }

    @Override
    public Read<?> foresee(Run run, Mapping mapping) {
        String request = compose(foreseen.of(run), mapping);
        gate.pass(mapping, contradictions(run, request));
        run.keep("cardJson", request);
        return null;
    }
}
