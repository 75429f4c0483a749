package org.wonbooks.peer;

/**
 * What a peer answered.
 *
 * @param body text, empty when there was none
 * @param trace the peer's own id of the call, for its support; null when it gave none
 */
public record ApiAnswer(int status, String body, String trace) {

    private static final int LONGEST_QUOTE = 300;

    /** What a peer says, cut where nobody would read on. */
    public static String quote(String words) {
        return words.length() <= LONGEST_QUOTE ? words : words.substring(0, LONGEST_QUOTE) + " …";
    }

    /** 2xx. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }
}
