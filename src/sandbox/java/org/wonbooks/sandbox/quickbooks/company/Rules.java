package org.wonbooks.sandbox.quickbooks.company;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.sandbox.store.Json;

/** What bodies and queries are held to: for each kind of object {@code sandbox-seed/quickbooks-rules.json}. */
public final class Rules {

    private static final JsonNode RULES = Json.seed("quickbooks-rules");

    private Rules() {}

    /** A rule of a kind of object, or one of the messages of {@code faults}; missing when there is none. */
    public static JsonNode of(String entity, String rule) {
        return RULES.path(entity).path(rule);
    }

    /** The kind of object that a path of the API is for: {@code taxcode} is for a TaxCode. */
    public static Optional<String> entity(String path) {
        return RULES.properties().stream()
                .filter(rules -> rules.getValue().has("filterable"))
                .map(Map.Entry::getKey)
                .filter(entity -> entity.toLowerCase(Locale.ROOT).equals(path))
                .findFirst();
    }

    /** @param list {@code writable}, {@code known} (what is taken and changes nothing) or {@code filterable} */
    public static Set<String> names(String entity, String list) {
        return Set.of(of(entity, list).asText().split(" "));
    }

    public static ObjectNode defaults(String entity) {
        return of(entity, "defaults").deepCopy();
    }

    /** The body: an object that only has properties of that kind (2010) and lacks none of the required (2020). */
    public static ObjectNode body(String entity, JsonNode body, String... required) {
        if (!body.isObject()) {
            throw new QuickBooksFault("2010", "The request is no JSON object", null);
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!names(entity, "writable").contains(name)
                    && !names(entity, "known").contains(name)) {
                throw new QuickBooksFault(
                        "2010",
                        "Property Name:Unrecognized field \"%s\" (class com.intuit.schema.finance.v3.%s), not marked as ignorable"
                                .formatted(name, entity),
                        name);
            }
        });
        for (String name : required) {
            if (body.path(name).isEmpty()) {
                throw QuickBooksFault.missing(name);
            }
        }
        return (ObjectNode) body;
    }

    /**
     * Sparse: only what is sent changes, null clears it. Full: writable fields that are left out get their defaults.
     */
    public static void write(String entity, ObjectNode body, ObjectNode object) {
        Set<String> writable = names(entity, "writable");
        if (!body.path("sparse").asBoolean()) {
            object.remove(writable);
        }
        body.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                object.remove(field.getKey());
            } else if (writable.contains(field.getKey())) {
                object.set(field.getKey(), field.getValue());
            }
        });
        for (String rule : List.of("defaults", "fixed")) {
            of(entity, rule).properties().stream()
                    .filter(field -> !object.has(field.getKey()))
                    .forEach(
                            field -> object.set(field.getKey(), field.getValue().deepCopy()));
        }
    }

    public static void lengths(String entity, JsonNode body) {
        of(entity, "lengths").properties().forEach(longest -> {
            String value = body.at("/" + longest.getKey()).asText();
            if (value.length() > longest.getValue().asInt()) {
                throw QuickBooksFault.tooLong(
                        longest.getValue().asInt(), value, longest.getKey().replace('/', '.'));
            }
        });
    }

    /** One or several addresses, separated by commas. */
    public static void email(String addresses) {
        for (String address : addresses.split(",", -1)) {
            if (!address.trim().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
                String detail = "Email Address does not conform to the syntax rules of RFC 822. Supplied value: ";
                throw new QuickBooksFault("2210", detail + address, "EmailAddress");
            }
        }
    }

    public static BigDecimal number(JsonNode holder, String field) {
        if (!holder.hasNonNull(field)) {
            throw QuickBooksFault.missing(field);
        }
        try {
            return new BigDecimal(text(holder, field));
        } catch (NumberFormatException e) {
            throw new QuickBooksFault("2080", "Invalid Number. Supplied value:" + text(holder, field), field);
        }
    }
}
