package org.wonbooks.drift.report;

/** What a report finds. */
public enum FindingKind {
    WON_WITHOUT_INVOICE("Won, no invoice"),
    TWO_INVOICES("Two invoices"),
    AMOUNT_DIFFERS("Amounts differ"),
    PAID_NOT_SHOWN("Paid, not shown"),
    SHOWN_NOT_PAID("Shown, not paid"),
    INVOICE_WITHOUT_DEAL("Invoice without deal"),
    REFUND_WITHOUT_DEAL("Refund without deal");

    private final String title;

    FindingKind(String title) {
        this.title = title;
    }

    /** In words for a person. */
    public String title() {
        return title;
    }
}
