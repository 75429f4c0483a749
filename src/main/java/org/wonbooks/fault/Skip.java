package org.wonbooks.fault;

import org.wonbooks.decision.Reason;

/** There is nothing to do, for a reason that a person may want to read. */
public class Skip extends Fault {

    private final Reason reason;

    public Skip(String words) {
        super(words, null);
        reason = null;
    }

    /** So it is decided. */
    public Skip(Reason reason) {
        super(reason.words(), reason.fix());
        this.reason = reason;
    }

    /** How it is decided; null where nothing was to be decided. */
    public Reason reason() {
        return reason;
    }
}
