package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.run.WorkRoutes;

/** Shows number and link of the invoice in the deal's fields. */
@Component("showInvoice")
@Keeps(WorkRoutes.TOLD_AT_THE_END)
class ShowInvoice extends DealFields {

    /** The name of this piece of news. */
    static final String NEWS = "invoice";

    ShowInvoice(DealLedger deals, StepLedger steps, RefusalReason refused) {
        super(deals, steps, refused);
    }

    @Override
    String news(Run run) {
        return NEWS;
    }

    @Override
    String compose(Run run, Mapping mapping) {
        return mapping.json(run);
    }
}
