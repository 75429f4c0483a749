package org.wonbooks.routes.check;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

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

    private final JsonObject schema;

    /** Read by Camel's own small reader of JSON: a larger one takes longer to be there than to read. */
    CamelSchema() {
        try (Reader in = new InputStreamReader(
                CamelSchema.class.getResourceAsStream("/schema/camelYamlDsl.json"), StandardCharsets.UTF_8)) {
            schema = (JsonObject) Jsoner.deserialize(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts down whatever in the file the schema does not know. */
    void check(RouteFile file) {
        check(file.root(), schema, file);
    }

    private void check(Entry entry, Map<?, ?> reference, RouteFile file) {
        Map<?, ?> definition = canonical(reference);
        String name = entry.name().isEmpty() ? "a route file" : "'" + entry.name() + "'";
        String type = text(definition, "type");
        switch (type.isEmpty() && definition.containsKey("properties") ? "object" : type) {
            case "array" -> {
                if (entry.isList()) {
                    entry.items().forEach(item -> check(item, map(definition.get("items")), file));
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

    private void checkMapping(Entry entry, String name, Map<?, ?> definition, RouteFile file) {
        Map<String, Map<?, ?>> properties = new TreeMap<>();
        Map<String, Map<?, ?>> alternatives = new TreeMap<>();
        map(definition.get("properties")).forEach((key, property) -> {
            // An empty one only repeats the name of an alternative.
            if (!map(property).isEmpty()) {
                properties.put(key.toString(), map(property));
            }
        });
        collectAlternatives(list(definition.get("anyOf")), alternatives);
        properties.putAll(alternatives);
        if (properties.isEmpty()) {
            return;
        }
        Set<String> present = new HashSet<>();
        for (Entry part : entry.entries()) {
            Map<?, ?> known = properties.get(part.name());
            if (known == null) {
                file.fault(
                        part.line(), name + " has no '" + part.name() + "'" + few("; it has: ", properties.keySet()));
            } else {
                present.add(part.name());
                check(part, known, file);
            }
        }
        for (Object required : list(definition.get("required"))) {
            if (!present.contains(required.toString())) {
                file.fault(entry.line(), name + " lacks '" + required + "'");
            }
        }
        boolean single = definition.containsKey("maxProperties");
        Set<String> choices = single ? properties.keySet() : alternatives.keySet();
        long chosen = choices.stream().filter(present::contains).count();
        boolean optional = choices.isEmpty() || MAY_GO_WITHOUT.contains(text(definition, "title"));
        boolean explained = present.size() < entry.entries().size();
        if (chosen > 1) {
            file.fault(entry.line(), name + " takes just one" + few(" of: ", choices) + ", not " + chosen);
        } else if (chosen == 0 && !optional && !explained) {
            file.fault(entry.line(), name + " lacks what it is for" + few(": ", choices));
        }
    }

    private void collectAlternatives(List<?> anyOf, Map<String, Map<?, ?>> alternatives) {
        for (Object option : anyOf) {
            collectAlternatives(list(map(option).get("oneOf")), alternatives);
            // A reference here is the short form of an expression: left out.
            map(map(option).get("properties"))
                    .forEach((key, property) -> alternatives.put(key.toString(), map(property)));
        }
    }

    private static void checkText(Entry entry, String name, Map<?, ?> definition, RouteFile file) {
        String text = entry.text();
        if (!entry.isText()) {
            file.fault(entry.line(), name + " takes a single value");
        } else if (text.contains("{{")) {
            return; // a property, known when the routes are loaded
        } else if (definition.containsKey("enum")) {
            Set<String> values = new TreeSet<>();
            list(definition.get("enum")).forEach(value -> values.add(value.toString()));
            if (!values.contains(text)) {
                file.fault(entry.line(), name + " can't be '" + text + "'" + few(", but is one of: ", values));
            }
        } else if (text(definition, "type").equals("boolean") && !text.matches("true|false")) {
            file.fault(entry.line(), name + " is true or false, not '" + text + "'");
        } else if (text(definition, "type").equals("number") && !text.matches("-?\\d+(\\.\\d+)?")) {
            file.fault(entry.line(), name + " is a number, not '" + text + "'");
        }
    }

    /** Follows references, and takes the spelt-out one of two forms. */
    private Map<?, ?> canonical(Map<?, ?> definition) {
        if (definition.containsKey("$ref")) {
            Map<?, ?> target = schema;
            for (String key : text(definition, "$ref").substring(2).split("/")) {
                target = map(target.get(key));
            }
            return canonical(target);
        }
        for (Object form : list(definition.get("oneOf"))) {
            if (text(map(form), "type").equals("object")) {
                // What is required stands beside the two forms.
                Map<Object, Object> whole = new HashMap<>(definition);
                whole.remove("oneOf");
                whole.putAll(map(form));
                return whole;
            }
        }
        return definition;
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<?, ?> definition, String key) {
        return definition.get(key) instanceof String text ? text : "";
    }

    private static String few(String before, Collection<String> names) {
        return names.size() <= FEW ? before + String.join(", ", names) : "";
    }
}
