package org.wonbooks.drift;

/** The call that mends what a report found. */
public enum Mend {
    /** Reads the deal and its invoice again, and does what is left to do. */
    RECONCILE("Bring up to date"),
    /** Tries a dead letter again. */
    REPLAY("Try again"),
    /** Lets a held deal go on. */
    APPROVE("Approve");

    private final String label;

    Mend(String label) {
        this.label = label;
    }

    /** A call of the API; none has a body. */
    public record Call(String method, String path, String label) {}

    /** The call for a deal. */
    Call call(long connectionId, long leadId, Long workId) {
        String deal = "/api/v1/deals/" + connectionId + "/" + leadId;
        String path =
                switch (this) {
                    case RECONCILE -> deal + "/reconcile";
                    case APPROVE -> deal + "/approve";
                    case REPLAY -> "/api/v1/work/" + workId + "/replay";
                };
        return new Call("POST", path, label);
    }
}
