package org.wonbooks.drift.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** The call that mends what a report found. */
public enum Mend {
    /** Reads the deal and its invoice again, and does what is left to do. */
    RECONCILE("Bring up to date"),
    /** Tries a dead letter again. */
    REPLAY("Try again"),
    /** Lets a deal go on that is held, or was left alone. */
    APPROVE("Approve");

    private final String label;

    Mend(String label) {
        this.label = label;
    }

    /**
     * A call of the API.
     *
     * @param body what it sends, as JSON; null: nothing
     */
    public record Call(
            String method,
            String path,
            String label,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> body) {}

    /** The call for what was found. */
    Call call(long connectionId, Finding found) {
        String deal = "/api/v1/deals/" + connectionId + "/" + found.leadId();
        String path =
                switch (this) {
                    case RECONCILE -> deal + "/reconcile";
                    case APPROVE -> deal + "/approve";
                    case REPLAY -> "/api/v1/work/" + found.workId() + "/replay";
                };
        return new Call(
                "POST", path, label, this == APPROVE && found.seen() != null ? Map.of("seen", found.seen()) : null);
    }
}
