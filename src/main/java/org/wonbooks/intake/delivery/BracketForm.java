package org.wonbooks.intake.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a form whose names carry brackets, as PHP writes them: {@code leads[status][0][id]=1} becomes maps in maps. A
 * list is a map with the keys {@code 0, 1, …}, because the same field comes as {@code values[0]},
 * {@code values[0][value]} or {@code values[value]}.
 *
 * <p>Own code, since form parsers of servers and frameworks stop at some thousand fields, some of them silently.
 *
 * <p>What is read, always the same way:
 *
 * <ul>
 *   <li>Of a repeated name the first value counts, and whatever came first, value or group, stays: {@code a=1&a[b]=2}
 *       is {@code a=1}.
 *   <li>{@code a[]} takes the next free number.
 *   <li>A name whose brackets do not pair up is one plain name. A pair without a name is passed over; one without
 *       {@code =} has the value {@code ""}.
 *   <li>{@code %} without two hex digits stands for itself; bytes that are not UTF-8 become U+FFFD.
 * </ul>
 */
final class BracketForm {

    /** Pairs in one form. A bulk move of 250 deals has some thousands. */
    static final int MAX_PAIRS = 20_000;

    /** Brackets after a name. A legal-entity field of a lead, the deepest known, has 8. */
    static final int MAX_DEPTH = 8;

    private BracketForm() {}

    /**
     * The form as an unmodifiable map in the order of its first mention; each value is a {@code String} or such a map.
     *
     * @param body the body's bytes as they came
     * @throws FormTooLarge beyond {@link #MAX_PAIRS} or {@link #MAX_DEPTH}; nothing else is ever thrown
     */
    static Map<String, Object> parse(byte[] body) throws FormTooLarge {
        Group form = new Group();
        int pairs = 0;
        for (int start = 0, end; start < body.length; start = end + 1) {
            end = indexOf('&', body, start, body.length);
            if (end == start) {
                continue;
            }
            if (++pairs > MAX_PAIRS) {
                throw new FormTooLarge(String.format(Locale.ROOT, "more than %,d pairs", MAX_PAIRS));
            }
            int equals = indexOf('=', body, start, end);
            if (equals > start) {
                List<String> path = path(decode(body, start, equals));
                form.put(path, decode(body, Math.min(equals + 1, end), end));
            }
        }
        return form.frozen();
    }

    /** The names that a key leads through; the first is never empty. */
    private static List<String> path(String key) throws FormTooLarge {
        int open = key.indexOf('[');
        if (open <= 0 || !key.endsWith("]")) {
            return List.of(key);
        }
        List<String> path = new ArrayList<>();
        path.add(key.substring(0, open));
        while (open < key.length()) {
            if (key.charAt(open) != '[') {
                return List.of(key);
            }
            if (path.size() > MAX_DEPTH) {
                throw new FormTooLarge("names with more than %d brackets".formatted(MAX_DEPTH));
            }
            int close = key.indexOf(']', open);
            path.add(key.substring(open + 1, close));
            open = close + 1;
        }
        return path;
    }

    private static String decode(byte[] body, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (body[i] == '%'
                    && i + 2 < to
                    && HexFormat.isHexDigit(body[i + 1])
                    && HexFormat.isHexDigit(body[i + 2])) {
                decoded[length++] =
                        (byte) (HexFormat.fromHexDigit(body[i + 1]) << 4 | HexFormat.fromHexDigit(body[i + 2]));
                i += 2;
            } else {
                decoded[length++] = body[i] == '+' ? (byte) ' ' : body[i];
            }
        }
        return new String(decoded, 0, length, UTF_8);
    }

    private static int indexOf(char wanted, byte[] body, int from, int to) {
        int i = from;
        while (i < to && body[i] != wanted) {
            i++;
        }
        return i;
    }

    /** A group while it is being filled. */
    private static final class Group {

        private final Map<String, Object> entries = new LinkedHashMap<>();
        private int nextIndex;

        void put(List<String> path, String value) {
            Group group = this;
            for (String name : path.subList(0, path.size() - 1)) {
                if (!(group.entries.computeIfAbsent(group.key(name), absent -> new Group()) instanceof Group inner)) {
                    return;
                }
                group = inner;
            }
            group.entries.putIfAbsent(group.key(path.get(path.size() - 1)), value);
        }

        private String key(String name) {
            if (name.isEmpty()) {
                return Integer.toString(nextIndex++);
            }
            // Nine digits fit an int; greater numbers are names like any other.
            if (name.length() <= 9 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                nextIndex = Math.max(nextIndex, Integer.parseInt(name) + 1);
            }
            return name;
        }

        Map<String, Object> frozen() {
            entries.replaceAll((name, value) -> value instanceof Group group ? group.frozen() : value);
            return Collections.unmodifiableMap(entries);
        }
    }
}
