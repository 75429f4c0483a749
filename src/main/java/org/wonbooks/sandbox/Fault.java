package org.wonbooks.sandbox;

import java.util.regex.Pattern;

/**
 * A rule that spoils the next calls of a kind.
 *
 * @param system {@code quickbooks} or {@code kommo}; null for both
 * @param method HTTP method; null for any
 * @param path regular expression, looked for in the path after {@code /sandbox/<system>}; null for any
 * @param count how many calls it still spoils
 * @param kind what happens
 * @param when whether the call is carried out first
 * @param status the status answered by {@link Kind#STATUS}
 * @param body the body answered with it
 */
public record Fault(
        String system, String method, Pattern path, int count, Kind kind, When when, int status, String body) {

    /** What the caller sees: another status, no answer at all (60 s, then the end of the connection), or its end. */
    public enum Kind {
        STATUS,
        SILENCE,
        CUT
    }

    /** Whether the call is lost before it is carried out, or its answer afterwards. */
    public enum When {
        BEFORE,
        AFTER
    }

    boolean hits(String system, String method, String path) {
        return (this.system == null || this.system.equals(system))
                && (this.method == null || this.method.equalsIgnoreCase(method))
                && (this.path == null || this.path.matcher(path).find());
    }

    Fault countedDown() {
        return new Fault(system, method, path, count - 1, kind, when, status, body);
    }
}
