package org.wonbooks.fault;

import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;

/** A rule wants a person to look before anything is made. The deal waits, with the reason, for an approval. */
public class Hold extends Fault {

    private final Reason reason;
    private final Shown shown;

    /** @param shown what a person is shown of the deal beside the reason */
    public Hold(Reason reason, Shown shown) {
        super(reason.words(), reason.fix());
        this.reason = reason;
        this.shown = shown;
    }

    /** Holds for the reason, unless a person has let just this pass. */
    public static void unless(Lets lets, Reason reason) {
        if (!lets.pass(reason)) {
            throw new Hold(reason, lets.shown());
        }
    }

    public Reason reason() {
        return reason;
    }

    public Shown shown() {
        return shown;
    }
}
