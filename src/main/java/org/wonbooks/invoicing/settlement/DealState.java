package org.wonbooks.invoicing.settlement;

/** Where a deal stands. */
public enum DealState {
    /** Seen, not yet invoiced. */
    WON,
    INVOICED,
    SENT,
    PARTIALLY_PAID,
    PAID,
    VOIDED,
    SKIPPED,
    /** A hold, or something that only a person can settle. */
    ATTENTION
}
