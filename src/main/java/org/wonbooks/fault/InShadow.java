package org.wonbooks.fault;

import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;

/** The connection is in shadow: it was seen what would be done, and nothing is done about it. */
public class InShadow extends Skip {

    public InShadow(String what) {
        super(reason(what));
    }

    /** Why nothing is done. */
    public static Reason reason(String what) {
        return Reason.of(Cause.IN_SHADOW, "outcome", what);
    }
}
