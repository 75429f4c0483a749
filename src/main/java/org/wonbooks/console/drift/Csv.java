package org.wonbooks.console.drift;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** Comma-separated values after RFC 4180, which a spreadsheet does not take for formulas. */
final class Csv {

    private Csv() {}

    /** One line, with its end. */
    static String line(Object... values) {
        return Arrays.stream(values)
                .map(value -> quoted(Objects.toString(value, "")))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** An apostrophe makes a text of what would be a formula. */
    private static String quoted(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
