package org.wonbooks.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Camel's own JSON schema of its YAML routes, read as canonical form: every short form that the schema also allows
 * ({@code to: direct:x}, {@code simple: …} straight under a step) is refused, so that each thing is written in one way
 * and diffs stay small.
 *
 * <p>A general validator answers such a schema with "valid to none of 24 alternatives"; reading the few forms that this
 * one is made of gives the line and the word that is wrong.
 */
final class CamelSchema {

    /** The only definitions that are complete without one of their alternatives. */
    private static final Set<String> MAY_GO_WITHOUT = Set.of("Sort", "Resequence");

    private static final int FEW = 16;

    private final JsonNode schema;

    CamelSchema() {
        try (InputStream in = CamelSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts down whatever in the file the schema does not know. */
    void check(RouteFile file) {
        check(file.root(), schema, file);
    }

    private void check(Entry entry, JsonNode reference, RouteFile file) {
        JsonNode definition = canonical(reference);
        String name = entry.name().isEmpty() ? "a route file" : "'" + entry.name() + "'";
        switch (definition.path("type").asText(definition.has("properties") ? "object" : "")) {
            case "array" -> {
                if (entry.isList()) {
                    entry.items().forEach(item -> check(item, definition.path("items"), file));
                } else {
                    file.fault(entry.line(), name + " takes a list");
                }
            }
            case "object" -> {
                if (entry.isMapping()) {
                    checkMapping(entry, name, definition, file);
                } else {
                    file.fault(entry.line(), name + " is to be spelt out: its parts as keys below it");
                }
            }
            case "" -> {}
            default -> checkText(entry, name, definition, file);
        }
    }

    private void checkMapping(Entry entry, String name, JsonNode definition, RouteFile file) {
        Map<String, JsonNode> properties = new TreeMap<>();
        Map<String, JsonNode> alternatives = new TreeMap<>();
        definition.path("properties").fields().forEachRemaining(field -> {
            // An empty one only repeats the name of an alternative.
            if (!field.getValue().isEmpty()) {
                properties.put(field.getKey(), field.getValue());
            }
        });
        collectAlternatives(definition.path("anyOf"), alternatives);
        properties.putAll(alternatives);
        if (properties.isEmpty()) {
            return;
        }
        Set<String> present = new HashSet<>();
        for (Entry part : entry.entries()) {
            JsonNode known = properties.get(part.name());
            if (known == null) {
                file.fault(
                        part.line(), name + " has no '" + part.name() + "'" + few("; it has: ", properties.keySet()));
            } else {
                present.add(part.name());
                check(part, known, file);
            }
        }
        for (JsonNode required : definition.path("required")) {
            if (!present.contains(required.asText())) {
                file.fault(entry.line(), name + " lacks '" + required.asText() + "'");
            }
        }
        boolean single = definition.has("maxProperties");
        Set<String> choices = single ? properties.keySet() : alternatives.keySet();
        long chosen = choices.stream().filter(present::contains).count();
        boolean optional = choices.isEmpty()
                || MAY_GO_WITHOUT.contains(definition.path("title").asText());
        boolean explained = present.size() < entry.entries().size();
        if (chosen > 1) {
            file.fault(entry.line(), name + " takes just one" + few(" of: ", choices) + ", not " + chosen);
        } else if (chosen == 0 && !optional && !explained) {
            file.fault(entry.line(), name + " lacks what it is for" + few(": ", choices));
        }
    }

    private void collectAlternatives(JsonNode anyOf, Map<String, JsonNode> alternatives) {
        for (JsonNode option : anyOf) {
            collectAlternatives(option.path("oneOf"), alternatives);
            // A reference here is the short form of an expression: left out.
            option.path("properties").fields().forEachRemaining(f -> alternatives.put(f.getKey(), f.getValue()));
        }
    }

    private static void checkText(Entry entry, String name, JsonNode definition, RouteFile file) {
        String text = entry.text();
        if (!entry.isText()) {
            file.fault(entry.line(), name + " takes a single value");
        } else if (text.contains("{{")) {
            return; // a property, known when the routes are loaded
        } else if (definition.has("enum")) {
            Set<String> values = new TreeSet<>();
            definition.get("enum").forEach(value -> values.add(value.asText()));
            if (!values.contains(text)) {
                file.fault(entry.line(), name + " can't be '" + text + "'" + few(", but is one of: ", values));
            }
        } else if (definition.path("type").asText().equals("boolean") && !text.matches("true|false")) {
            file.fault(entry.line(), name + " is true or false, not '" + text + "'");
        } else if (definition.path("type").asText().equals("number") && !text.matches("-?\\d+(\\.\\d+)?")) {
            file.fault(entry.line(), name + " is a number, not '" + text + "'");
        }
    }

    /** Follows references, and takes the spelt-out one of two forms. */
    private JsonNode canonical(JsonNode definition) {
        if (definition.has("$ref")) {
            return canonical(schema.at(definition.get("$ref").asText().substring(1)));
        }
        for (JsonNode form : definition.path("oneOf")) {
            if (form.path("type").asText().equals("object")) {
                // What is required stands beside the two forms.
                ObjectNode whole = definition.deepCopy();
                whole.remove("oneOf");
                return whole.setAll((ObjectNode) form);
            }
        }
        return definition;
    }

    private static String few(String before, Collection<String> names) {
        return names.size() <= FEW ? before + String.join(", ", names) : "";
    }
}
