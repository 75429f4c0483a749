package org.wonbooks.flow.card;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.deal.InvoiceUpdates;
import org.wonbooks.ledger.deal.StepLedger;

/** Tells the deal that its invoice followed it, once for each update. */
@Component("noteUpdate")
class NoteUpdate extends DealNote {

    private final InvoiceUpdates updates;

    NoteUpdate(StepLedger steps, InvoiceUpdates updates) {
        super(steps);
        this.updates = updates;
    }

    @Override
    public boolean wanted(Run run) {
        return updates.untold(run.deal()).isPresent();
    }

    @Override
    String news(Run run) {
        Optional<String> untold = updates.untold(run.deal());
        if (untold.isPresent()) {
            run.keep("update", updates.last(run.deal()));
        }
        return untold.orElse(null);
    }
}
