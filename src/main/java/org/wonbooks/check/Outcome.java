package org.wonbooks.check;

import org.wonbooks.fault.PermanentFault;

/** What one look came to: the {@link Row} without its name. */
record Outcome(boolean ok, String detail, String fix) {

    static Outcome fine(String detail) {
        return new Outcome(true, detail, null);
    }

    /** Deals get through, but a person may want to know this. */
    static Outcome fine(String detail, String advice) {
        return new Outcome(true, detail, advice);
    }

    static Outcome bad(String detail, String fix) {
        return new Outcome(false, detail, fix);
    }

    /** What the deals that hit it end with; here nothing is replayed yet. */
    static Outcome bad(PermanentFault fault) {
        return bad(fault.getMessage(), fault.fix().replaceFirst(", then replay\\.$", "."));
    }
}
