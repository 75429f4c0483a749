package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonbooks.sandbox.Json;

/** What the custom fields of an account take, and what they give back, by their type. */
final class FieldValues {

    /** The types that can be created here. */
    static final Set<String> TYPES = Set.of(
            "text", "textarea", "url", "numeric", "monetary", "checkbox", "select", "radiobutton", "date", "date_time");

    private static final String ROOT = "custom_fields_values";

    private final List<ObjectNode> definitions;
    private final ZoneId zone;

    /** @param zone the account's: a date is a day there */
    FieldValues(List<ObjectNode> definitions, ZoneId zone) {
        this.definitions = definitions;
        this.zone = zone;
    }

    /**
     * The values that an entity has after a write: a field that is named gets new values or loses all, the others stay.
     */
    ArrayNode merge(JsonNode present, JsonNode written, Validation validation) {
        Map<Long, JsonNode> fields = new LinkedHashMap<>();
        present.forEach(field -> fields.put(field.get("field_id").longValue(), field));
        if (!written.isArray()) {
            validation.invalidType(ROOT, "array");
        }
        for (int i = 0; written.isArray() && i < written.size(); i++) {
            JsonNode entry = written.get(i);
            String path = ROOT + "." + i;
            ObjectNode definition = definition(entry);
            JsonNode values = entry.path("values");
            if (definition == null) {
                validation.notSupportedChoice(path + (entry.has("field_id") ? ".field_id" : ".field_code"));
            } else if (values.isNull() || values.isArray() && values.isEmpty()) {
                fields.remove(definition.get("id").longValue());
            } else if (!values.isArray()) {
                validation.invalidType(path + ".values", "array");
            } else {
                fields.put(definition.get("id").longValue(), field(definition, values, path, validation));
            }
        }
        return Json.array().addAll(fields.values());
    }

    private ObjectNode definition(JsonNode entry) {
        return definitions.stream()
                .filter(field -> entry.has("field_id")
                        ? entry.get("field_id").isIntegralNumber()
                                && entry.get("field_id").longValue()
                                        == field.get("id").longValue()
                        : entry.path("field_code").isTextual()
                                && entry.get("field_code").equals(field.get("code")))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode field(ObjectNode definition, JsonNode values, String path, Validation validation) {
        ObjectNode field = Json.object();
        field.set("field_id", definition.get("id"));
        field.set("field_name", definition.get("name"));
        field.set("field_code", definition.get("code"));
        field.set("field_type", definition.get("type"));
        ArrayNode stored = field.putArray("values");
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            String place = path + ".values." + i;
            switch (definition.get("type").asText()) {
                case "select", "radiobutton" -> stored.add(choice(definition, value, place, validation));
                default -> {
                    JsonNode scalar = scalar(definition.get("type").asText(), value.path("value"));
                    if (scalar == null) {
                        validation.invalidType(
                                place + ".value",
                                jsonType(definition.get("type").asText()));
                    }
                    stored.addObject().set("value", scalar);
                }
            }
        }
        return field.put("is_computed", false);
    }

    private static ObjectNode choice(ObjectNode definition, JsonNode value, String place, Validation validation) {
        String by = value.has("enum_id") ? "enum_id" : value.has("enum_code") ? "enum_code" : "value";
        String key =
                Map.of("enum_id", "id", "enum_code", "code", "value", "value").get(by);
        ObjectNode chosen = Json.object();
        for (JsonNode option : definition.path("enums")) {
            if (!option.path(key).isNull()
                    && option.path(key).asText().equals(value.path(by).asText(null))) {
                chosen.set("value", option.get("value"));
                chosen.set("enum_id", option.get("id"));
                chosen.set("enum_code", option.get("code"));
                return chosen;
            }
        }
        validation.notSupportedChoice(place + "." + by);
        return chosen;
    }

    /** The value as it is given back, or null if it is of a wrong type. */
    private JsonNode scalar(String type, JsonNode value) {
        try {
            return switch (type) {
                case "checkbox" -> value.isBoolean() ? value : null;
                case "numeric", "monetary" -> TextNode.valueOf(number(value).toPlainString());
                case "date" ->
                    LongNode.valueOf(instant(value)
                            .atZone(zone)
                            .toLocalDate()
                            .atStartOfDay(zone)
                            .toEpochSecond());
                case "date_time" -> LongNode.valueOf(instant(value).getEpochSecond());
                default -> value.isTextual() ? value : null;
            };
        } catch (NumberFormatException | DateTimeException wrong) {
            return null;
        }
    }

    private static BigDecimal number(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText());
    }

    private static Instant instant(JsonNode value) {
        return value.isIntegralNumber()
                ? Instant.ofEpochSecond(value.longValue())
                : OffsetDateTime.parse(value.asText()).toInstant();
    }

    private static String jsonType(String type) {
        return switch (type) {
            case "checkbox" -> "bool";
            case "numeric", "monetary" -> "numeric";
            case "date", "date_time" -> "int";
            default -> "string";
        };
    }
}
