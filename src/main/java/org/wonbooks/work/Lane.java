package org.wonbooks.work;

/** What may not be worked on twice at once. */
public final class Lane {

    private Lane() {}

    /** Everything that is done to one deal. */
    public static String deal(long connectionId, long leadId) {
        return connectionId + "/deal/" + leadId;
    }

    /** Everything that is done to one payment. */
    public static String payment(long connectionId, String paymentId) {
        return connectionId + "/payment/" + paymentId;
    }

    /** Everything that is done to one refund receipt. */
    public static String refund(long connectionId, String refundId) {
        return connectionId + "/refund/" + refundId;
    }

    /** Everything that is done to a connection as a whole. */
    public static String connection(long connectionId) {
        return connectionId + "/connection";
    }

    /** Reports on a connection: they take long, and hold nothing else up. */
    public static String drift(long connectionId) {
        return connectionId + "/drift";
    }
}
