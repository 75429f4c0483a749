package org.wonbooks.flow.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of a text that was or would be sent, by their places in it. */
public record SentText(SortedMap<String, JsonNode> values) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A place where two texts differ; null: one has nothing there. */
    public record Place(String path, String here, String there) {}

    /** Throws IllegalArgumentException for what is no JSON. */
    public static SentText of(String text) {
        try {
            SortedMap<String, JsonNode> values = new TreeMap<>();
            collect("", JSON.readTree(text), values);
            return new SentText(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Where the other one differs. */
    public List<Place> against(SentText other) {
        TreeSet<String> paths = new TreeSet<>(values.keySet());
        paths.addAll(other.values.keySet());
        List<Place> places = new ArrayList<>();
        for (String path : paths) {
            JsonNode here = values.get(path);
            JsonNode there = other.values.get(path);
            if (!same(here, there)) {
                places.add(new Place(path, text(here), text(there)));
            }
        }
        return places;
    }

    private static boolean same(JsonNode here, JsonNode there) {
        return here != null && there != null && here.isNumber() && there.isNumber()
                ? here.decimalValue().compareTo(there.decimalValue()) == 0
                : Objects.equals(here, there);
    }

    private static String text(JsonNode value) {
        return value == null ? null : value.asText();
    }

    private static void collect(String path, JsonNode node, SortedMap<String, JsonNode> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(part -> collect(
                            path.isEmpty() ? part.getKey() : path + "." + part.getKey(), part.getValue(), values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                // A field of Kommo's is known by its code, wherever it stands in the list.
                String code = node.get(i).path("field_code").asText("");
                collect(path + "[" + (code.isEmpty() ? i : code) + "]", node.get(i), values);
            }
        } else {
            values.put(path, node);
        }
    }
}
