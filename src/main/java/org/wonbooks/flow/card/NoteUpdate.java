package org.wonbooks.flow.card;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.StepLedger;

/** Tells the deal that its invoice followed it, once for each update. */
@Component("noteUpdate")
@Keeps(value = "update", as = FrozenIntents.Change.class)
class NoteUpdate extends DealNote {

    private final FrozenIntents intents;

    NoteUpdate(StepLedger steps, FrozenIntents intents) {
        super(steps);
        this.intents = intents;
    }

    @Override
    public boolean wanted(Run run) {
        return intents.untoldUpdate(run.deal()).isPresent();
    }

    @Override
    String news(Run run) {
        Optional<String> untold = intents.untoldUpdate(run.deal());
        if (untold.isPresent()) {
            run.keep("update", intents.lastUpdate(run.deal()));
        }
        return untold.orElse(null);
    }
}
