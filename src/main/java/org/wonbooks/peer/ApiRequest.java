package org.wonbooks.peer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What a step asks for, taken from the exchange variables {@code call} (as in {@code GET leads/17?with=contacts}),
 * {@code query} (a map, for values that need encoding) and, for a write, {@code requestId}. They are gone afterwards,
 * so that no step inherits another one's.
 *
 * @param path below the company's or the account's address: letters, digits, {@code / _ -} only
 * @param query names and values, not yet encoded
 * @param body text, or null
 */
public record ApiRequest(String method, String path, Map<String, String> query, String body) {

    private static final Pattern CALL = Pattern.compile(
            "(GET|POST|PATCH|DELETE) ([A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)(?:\\?([A-Za-z0-9_]+)=([A-Za-z0-9_,]+))?");

    /** Takes the request out of the exchange; throws IllegalArgumentException for a call that is none. */
    static ApiRequest takeFrom(Exchange exchange) {
        String call = String.valueOf(exchange.removeVariable("call"));
        Matcher parts = CALL.matcher(call);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a call that may be made: " + call);
        }
        Map<String, String> query = new TreeMap<>();
        if (parts.group(3) != null) {
            query.put(parts.group(3), parts.group(4));
        }
        if (exchange.removeVariable("query") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> query.put(String.valueOf(name), String.valueOf(value)));
        }
        boolean write = !parts.group(1).equals("GET");
        Object requestId = exchange.removeVariable("requestId");
        if (write && requestId != null) {
            query.put("requestid", requestId.toString());
        }
        return new ApiRequest(
                parts.group(1),
                parts.group(2),
                query,
                write ? exchange.getMessage().getBody(String.class) : null);
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
