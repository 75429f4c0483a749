package org.wonbooks.peer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call.
 *
 * @param path below the company's or the account's address: letters, digits, {@code / _ -} only
 * @param query names and values, not yet encoded
 * @param body text, or null
 */
public record ApiRequest(String method, String path, Map<String, String> query, String body) {

    private static final String READ = "GET";

    private static final Pattern PATH =
            Pattern.compile("([A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)(?:\\?([A-Za-z0-9_]+)=([A-Za-z0-9_,]+))?");

    /** What may be done. */
    public enum Change {
        POST,
        PATCH
    }

    /**
     * A read.
     *
     * @param path perhaps with one parameter behind it, as in {@code leads/17?with=contacts}; throws
     *     IllegalArgumentException for any other form
     */
    public static ApiRequest read(String path, Map<String, String> query) {
        return of(READ, path, query, null);
    }

    /**
     * A write.
     *
     * @param path as in {@link #read}
     * @param requestId under which QuickBooks does it once, however often it is sent; null: none
     */
    public static ApiRequest write(Change change, String path, String requestId, String body) {
        return of(change.name(), path, requestId == null ? Map.of() : Map.of("requestid", requestId), body);
    }

    private static ApiRequest of(String method, String path, Map<String, String> query, String body) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a call that may be made: " + method + " " + path);
        }
        Map<String, String> all = new TreeMap<>(query);
        if (parts.group(2) != null) {
            all.putIfAbsent(parts.group(2), parts.group(3));
        }
        return new ApiRequest(method, parts.group(1), all, body);
    }

    /** Does it change nothing? */
    public boolean isRead() {
        return method.equals(READ);
    }

    /** The query, percent-encoded, with these added; a space is {@code %20}. */
    public String encodedQuery(Map<String, String> added) {
        Map<String, String> all = new TreeMap<>(query);
        all.putAll(added);
        StringBuilder encoded = new StringBuilder();
        all.forEach((name, value) -> encoded.append(encoded.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return encoded.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
