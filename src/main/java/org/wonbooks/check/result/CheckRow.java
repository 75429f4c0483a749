package org.wonbooks.check.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that a deal needs.
 *
 * @param check what was looked at; where a setting says what it has to be, the setting's name
 * @param detail what was found
 * @param fix what a person can do; null: nothing is to be done
 */
public record CheckRow(String check, boolean ok, String detail, String fix, State state) {

    /** What is known of it. */
    public enum State {
        @JsonProperty("fine")
        FINE,
        /** Nothing speaks against it; only what has not come yet would show it. */
        @JsonProperty("unseen")
        UNSEEN,
        @JsonProperty("fault")
        FAULT,
        /** Not right, and no fault of its own: it comes right with another one, or when the connection goes live. */
        @JsonProperty("follows")
        FOLLOWS
    }
}
