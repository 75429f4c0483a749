package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** JSON as PHP's {@code http_build_query} writes it: keys in percent-encoded brackets, every value a string. */
final class HookForm {

    private final StringJoiner pairs = new StringJoiner("&");

    private HookForm() {}

    /** What is null or empty is left out, true is 1 and false is 0. */
    static String encode(JsonNode tree) {
        HookForm form = new HookForm();
        tree.fields().forEachRemaining(field -> form.add(field.getKey(), field.getValue()));
        return form.pairs.toString();
    }

    private void add(String key, JsonNode value) {
        if (value.isObject()) {
            value.fields().forEachRemaining(field -> add(key + "[" + field.getKey() + "]", field.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                add(key + "[" + i + "]", value.get(i));
            }
        } else if (!value.isNull()) {
            String text = value.isBoolean() ? (value.booleanValue() ? "1" : "0") : value.asText();
            pairs.add(encode(key) + "=" + encode(text));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
