package org.wonbooks.peer;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a peer answered.
 *
 * @param body text, empty when there was none
 * @param trace the peer's own id of the call, for its support; null when it gave none
 * @param retryAfter how long to wait before the next call; null: the peer does not say
 */
public record ApiAnswer(int status, String body, String trace, Duration retryAfter) {

    /** An answer that asks for no wait. */
    public ApiAnswer(int status, String body, String trace) {
        this(status, body, trace, null);
    }

    /** What breaks a line, moves a cursor or turns the direction of reading. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final int LONGEST_QUOTE = 300;
    private static final int LONGEST_LIST = 900;

    /** What a peer says, in one line, cut where nobody would read on. */
    public static String quote(String said) {
        String words = HARMFUL.matcher(said).replaceAll(" ");
        return words.length() <= LONGEST_QUOTE ? words : words.substring(0, LONGEST_QUOTE) + " …";
    }

    /** All that a peer names, as far as anybody would read it, and how many are left. */
    public static String quote(List<String> all) {
        List<String> distinct = all.stream().distinct().toList();
        StringBuilder quoted = new StringBuilder();
        int named = 0;
        while (named < distinct.size()) {
            String next = quote(distinct.get(named));
            if (named > 0 && quoted.length() + next.length() > LONGEST_LIST) {
                return quoted + "; and " + (distinct.size() - named) + " more";
            }
            quoted.append(named == 0 ? "" : "; ").append(next);
            named++;
        }
        return quoted.toString();
    }

    /** 2xx. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }
}
