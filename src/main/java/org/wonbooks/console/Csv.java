package org.wonbooks.console;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values after RFC 4180, which a spreadsheet does not take for formulas. */
public final class Csv {

    /**
     * What one spreadsheet or another begins a formula or a command with, also in full width, and also behind blanks
     * that it leaves out; and the blanks that begin a cell anew.
     */
    private static final Pattern FORMULA =
            Pattern.compile("[\\t\\r\\n]|[\\s\\p{Z}\\p{C}]*[=+\\-@|\uFF1D\uFF0B\uFF0D\uFF20\uFF5C\u2212]");

    private Csv() {}

    /** One line, with its end. */
    public static String line(Object... values) {
        return Arrays.stream(values)
                .map(value -> quoted(Objects.toString(value, "")))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** An apostrophe makes a text of what would be a formula. */
    private static String quoted(String value) {
        String plain = ShownText.plain(value);
        return '"' + (FORMULA.matcher(plain).lookingAt() ? "'" : "") + plain.replace("\"", "\"\"") + '"';
    }
}
