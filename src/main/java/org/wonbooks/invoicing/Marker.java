package org.wonbooks.invoicing;

/** What makes an invoice, and a note, known as ours. */
public final class Marker {

    private Marker() {}

    /** Ends an invoice's private note. */
    public static String of(long connectionId, long leadId, int cycle) {
        return "wonbooks:" + connectionId + ":" + leadId + ":" + cycle;
    }
}
