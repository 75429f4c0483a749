package org.wonbooks.check.fact;

import org.wonbooks.check.result.CheckRow;
import org.wonbooks.check.result.CheckRow.State;
import org.wonbooks.fault.PermanentFault;

/** What one look came to: the {@link CheckRow} without its name. */
public record Outcome(State state, String detail, String fix) {

    /** Deals get through. */
    public static Outcome fine(String detail) {
        return fine(detail, null);
    }

    /** Deals get through, but a person may want to know this. */
    public static Outcome fine(String detail, String advice) {
        return new Outcome(State.FINE, detail, advice);
    }

    /** Nothing has come yet that would show it. */
    public static Outcome unseen(String detail, String advice) {
        return new Outcome(State.UNSEEN, detail, advice);
    }

    /** Deals don't get through, or a person has to look after something. */
    public static Outcome bad(String detail, String fix) {
        return new Outcome(State.FAULT, detail, fix);
    }

    /** What the deals that hit it end with; here nothing is replayed yet. */
    public static Outcome bad(PermanentFault fault) {
        return bad(fault.getMessage(), fault.fix().replaceFirst(", then press “Try again”\\.$", "."));
    }

    /** Not right either, but it is another thing that has to be mended. */
    public static Outcome follows(String detail, String fix) {
        return new Outcome(State.FOLLOWS, detail, fix);
    }

    /** The same where its cause was told of already. */
    public Outcome asFollowing() {
        return follows(detail, fix);
    }

    /** Do deals get through, as far as is known? */
    public boolean ok() {
        return state == State.FINE || state == State.UNSEEN;
    }
}
