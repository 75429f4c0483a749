package org.wonbooks.database;

/** Text from outside, in the form that both databases take. */
public final class DatabaseText {

    private DatabaseText() {}

    /** Without NUL, which PostgreSQL refuses, and cut to a column's length, but not through a character. */
    public static String fit(String text, int length) {
        if (text == null) {
            return null;
        }
        String kept = text.replace("\0", "");
        if (kept.length() <= length) {
            return kept;
        }
        return kept.substring(0, Character.isHighSurrogate(kept.charAt(length - 1)) ? length - 1 : length);
    }
}
