package org.wonbooks.check.fact;

import org.wonbooks.check.result.CheckRow;
import org.wonbooks.fault.PermanentFault;

/** What one look came to: the {@link CheckRow} without its name. */
public record Outcome(boolean ok, String detail, String fix) {

    /** Deals get through. */
    public static Outcome fine(String detail) {
        return new Outcome(true, detail, null);
    }

    /** Deals get through, but a person may want to know this. */
    public static Outcome fine(String detail, String advice) {
        return new Outcome(true, detail, advice);
    }

    /** Deals don't get through, or a person has to look after something. */
    public static Outcome bad(String detail, String fix) {
        return new Outcome(false, detail, fix);
    }

    /** What the deals that hit it end with; here nothing is replayed yet. */
    public static Outcome bad(PermanentFault fault) {
        return bad(fault.getMessage(), fault.fix().replaceFirst(", then replay\\.$", "."));
    }
}
