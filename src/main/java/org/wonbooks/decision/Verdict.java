package org.wonbooks.decision;

/** What is to become of a deal in one won-cycle. */
public enum Verdict {
    BILL,
    /** Nothing is done by itself; a person may have it billed. */
    LEAVE,
    /** A person has to say whether it is billed. */
    HOLD,
    /** Nothing is to be done. */
    SKIP
}
