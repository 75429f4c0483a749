package org.wonbooks.logging;

/** A text as it stands in a log: nothing in it begins a line, moves the cursor or turns the direction of reading. */
final class LogText {

    private LogText() {}

    /** The same text, with each such character in the way in which Java writes it. */
    static String clean(String text) {
        return text == null || isClean(text, false) ? text : escaped(text, false);
    }

    /** The same, of words that have lines of their own. */
    static String cleanLines(String text) {
        return text == null || isClean(text, true) ? text : escaped(text, true);
    }

    private static boolean isClean(String text, boolean lines) {
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i), lines)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmful(char c, boolean lines) {
        if (c >= ' ' && c < 0x7f || c == '\t' || lines && c == '\n') {
            return false;
        }
        if (Character.isISOControl(c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            // Marks of direction are among the first; what has no width is too, and nobody misses it in a log.
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String escaped(String text, boolean lines) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHarmful(c, lines)) {
                escaped.append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
