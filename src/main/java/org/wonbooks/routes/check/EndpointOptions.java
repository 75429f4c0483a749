package org.wonbooks.routes.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/**
 * The options of endpoints and their values, as Camel's catalog describes each component. It is read here, since
 * Camel's own validator passes over the letters' case, and a component does not.
 */
final class EndpointOptions {

    private static final int FEW = 16;

    /** The groups of options that are told of: all but the advanced ones, and what begins a route. */
    private static final Set<String> FOR_ROUTES = Set.of("producer", "common");

    private final CatalogCamelContext catalog;
    private final Map<String, Map<String, JsonObject>> known = new HashMap<>();

    EndpointOptions(CatalogCamelContext catalog) {
        this.catalog = catalog;
    }

    /** Puts down options that the component does not have, and values that they can't have. */
    void check(RouteFile file, Endpoint endpoint) {
        Map<String, JsonObject> options = known.computeIfAbsent(endpoint.scheme(), this::read);
        if (options.isEmpty()) {
            return; // a scheme that is not taken
        }
        for (Entry option : endpoint.options()) {
            JsonObject description = options.get(option.name());
            boolean inAddress = description != null && isInAddress(description);
            if (inAddress && endpoint.path().isEmpty()) {
                continue;
            }
            if (description == null || inAddress) {
                file.fault(option.line(), endpoint.scheme() + ": has no option '" + option.name() + "'" + few(options));
            } else {
                checkValue(file, option, description);
            }
        }
    }

    private static boolean isInAddress(JsonObject description) {
        return "path".equals(description.getString("kind"));
    }

    private static String few(Map<String, JsonObject> options) {
        List<String> names = options.entrySet().stream()
                .filter(option ->
                        FOR_ROUTES.contains(option.getValue().getString("group")) && !isInAddress(option.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return names.size() <= FEW ? "; it has: " + String.join(", ", names) : "";
    }

    private static void checkValue(RouteFile file, Entry option, JsonObject description) {
        String name = "'" + option.name() + "'";
        String text = option.text();
        if (!option.isText()) {
            file.fault(option.line(), name + " takes a single value");
            return;
        }
        if (text.contains("{{") || text.contains("${")) {
            return; // a property, known when the routes are loaded; or data, which is refused
        }
        switch (description.getStringOrDefault("type", "")) {
            case "enum" -> {
                List<String> values = description.getCollectionOrDefault("enum", List.<Object>of()).stream()
                        .map(Object::toString)
                        .toList();
                if (!values.contains(text)) {
                    file.fault(
                            option.line(),
                            name + " can't be '" + text + "', but is one of: " + String.join(", ", values));
                }
            }
            case "boolean" -> {
                if (!text.matches("true|false")) {
                    file.fault(option.line(), name + " is true or false, not '" + text + "'");
                }
            }
            case "integer", "number" -> {
                if (!text.matches("-?\\d+(\\.\\d+)?")) {
                    file.fault(option.line(), name + " is a number, not '" + text + "'");
                }
            }
            default -> {}
        }
    }

    private Map<String, JsonObject> read(String scheme) {
        Map<String, JsonObject> options = new TreeMap<>();
        try {
            String json = catalog.getComponentParameterJsonSchema(scheme);
            if (json != null) {
                JsonObject component = (JsonObject) Jsoner.deserialize(json);
                Map<String, JsonObject> properties = component.getMap("properties");
                options.putAll(properties);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException("The description of " + scheme + ": can't be read", e);
        }
        return options;
    }
}
