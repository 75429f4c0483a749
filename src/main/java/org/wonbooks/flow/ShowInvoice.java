package org.wonbooks.flow;

import org.springframework.stereotype.Component;
import org.wonbooks.component.Mapping;
import org.wonbooks.component.Run;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.StepLedger;

/** Shows number and link of the invoice in the deal's fields. */
@Component("showInvoice")
class ShowInvoice extends DealFields {

    /** The name of this piece of news. */
    static final String NEWS = "invoice";

    ShowInvoice(DealLedger deals, StepLedger steps, RefusedNews refused) {
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
