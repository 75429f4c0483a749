package org.wonbooks.flow.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** What an example expects of a mapping, held against what it gives. What the example does not name may be anything. */
final class Expected {

    private final Map<String, String> differences = new LinkedHashMap<>();

    private Expected() {}

    /** In words, by the key that is given otherwise; none: all is as expected. */
    static Map<String, String> differences(JsonNode expected, JsonNode given) {
        Expected held = new Expected();
        held.compare("", "", expected, given);
        return held.differences;
    }

    private void compare(String key, String place, JsonNode expected, JsonNode given) {
        if (expected.isObject() && given.isObject()) {
            for (Entry<String, JsonNode> each : expected.properties()) {
                // What wraps a single value, as {"value": "7"}, is known by the name that it stands under.
                compare(
                        expected.size() == 1 && !key.isEmpty() ? key : each.getKey(),
                        in(place, each.getKey()),
                        each.getValue(),
                        given.path(each.getKey()));
            }
        } else if (expected.isArray() && given.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(key, place + "[" + i + "]", expected.get(i), given.path(i));
            }
        } else if (!same(expected, given)) {
            differences.putIfAbsent(key, place + " is " + words(given) + ", expected " + words(expected));
        }
    }

    private static String in(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    /** 2.5 and 2.50 are the same amount. */
    private static boolean same(JsonNode expected, JsonNode given) {
        if (expected.isNumber() && given.isNumber()) {
            return expected.decimalValue().compareTo(given.decimalValue()) == 0;
        }
        return expected.isNull() ? given.isNull() || given.isMissingNode() : expected.equals(given);
    }

    /** The texts that a text has to have within it. */
    static Map<String, String> differences(JsonNode expected, String given) {
        Map<String, String> differences = new LinkedHashMap<>();
        for (JsonNode each : expected.isArray() ? expected : List.of(expected)) {
            if (!given.contains(each.asText())) {
                String words = given.replace("\n", "\\n");
                differences.put(each.asText(), "is \"" + words + "\", expected \"" + each.asText() + "\" in it");
            }
        }
        return differences;
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "left out" : value.toString();
    }
}
