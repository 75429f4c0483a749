package org.wonbooks.console;

/** Text of others that people are shown: without what can't be seen and makes it read otherwise than it is. */
public final class ShownText {

    /** Marks, embeddings, overrides and isolates of direction. */
    private static final String DIRECTIONS = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private ShownText() {}

    /** Has it neither directional marks nor control characters? */
    public static boolean isPlain(String text) {
        return text.chars().noneMatch(each -> Character.isISOControl(each) || isUnseen(each));
    }

    /** Without them; tabs and ends of lines stay. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.chars()
                .filter(each -> each == '\t' || each == '\n' || each == '\r' || !Character.isISOControl(each))
                .filter(each -> !isUnseen(each))
                .forEach(each -> plain.append((char) each));
        return plain.toString();
    }

    private static boolean isUnseen(int each) {
        return each == '\u2028' || each == '\u2029' || DIRECTIONS.indexOf(each) >= 0;
    }
}
