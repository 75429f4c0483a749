package org.wonbooks.database;

import java.util.regex.Pattern;

/** Text from outside, in the form that both databases take. */
public final class DatabaseText {

    private DatabaseText() {}

    /** Nothing that a person could have meant; NUL PostgreSQL refuses. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\\n\\t]]");

    /** Without control characters but ends of lines, and cut to a column's length, but not through a character. */
    public static String fit(String text, int length) {
        if (text == null) {
            return null;
        }
        String kept = CONTROLS.matcher(text).replaceAll("");
        if (kept.length() <= length) {
            return kept;
        }
        return kept.substring(0, Character.isHighSurrogate(kept.charAt(length - 1)) ? length - 1 : length);
    }
}
