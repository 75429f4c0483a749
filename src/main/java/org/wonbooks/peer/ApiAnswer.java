package org.wonbooks.peer;

/**
 * What a peer answered.
 *
 * @param body text, empty when there was none
 * @param trace the peer's own id of the call, for its support; null when it gave none
 */
public record ApiAnswer(int status, String body, String trace) {

    /** 2xx. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }
}
