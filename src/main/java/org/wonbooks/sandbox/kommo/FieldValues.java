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
import java.util.Map;
import java.util.Set;
import org.wonbooks.sandbox.Json;

/** What the custom fields of deals take, and what they give back, by their type. */
final class FieldValues {

    /** The types that can be created here. */
    static final Set<String> TYPES =
            Set.of("text textarea url numeric monetary checkbox select radiobutton date date_time".split(" "));

    private final Account account;
    private final KommoProblem.Faults faults;

    FieldValues(Account account, KommoProblem.Faults faults) {
        this.account = account;
        this.faults = faults;
    }

    /** The fields after a write: one that is named gets new values, or loses all; the others stay. */
    ArrayNode merge(JsonNode present, JsonNode written) {
        Map<Long, JsonNode> fields = new LinkedHashMap<>();
        present.forEach(field -> fields.put(field.get("field_id").asLong(), field));
        if (!written.isArray()) {
            faults.invalidType("custom_fields_values", "array");
        }
        for (int i = 0; i < written.size(); i++) {
            JsonNode entry = written.path(i);
            String path = "custom_fields_values." + i;
            ObjectNode definition = definition(entry);
            JsonNode values = entry.path("values");
            if (definition == null) {
                faults.notSupportedChoice(path + (entry.has("field_id") ? ".field_id" : ".field_code"));
            } else if (values.isNull() || values.isArray() && values.isEmpty()) {
                fields.remove(definition.get("id").asLong());
            } else if (!values.isArray()) {
                faults.invalidType(path + ".values", "array");
            } else {
                fields.put(definition.get("id").asLong(), field(definition, values, path + ".values."));
            }
        }
        return Json.array().addAll(fields.values());
    }

    private ObjectNode definition(JsonNode entry) {
        String there = entry.has("field_id") ? "field_id" : "field_code";
        String here = entry.has("field_id") ? "id" : "code";
        return account.leadFields().stream()
                .filter(field -> entry.hasNonNull(there) && field.get(here).equals(entry.get(there)))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode field(ObjectNode definition, JsonNode values, String path) {
        ObjectNode field = Json.object();
        for (String key : new String[] {"id", "name", "code", "type"}) {
            field.set("field_" + key, definition.get(key));
        }
        ArrayNode stored = field.putArray("values");
        for (int i = 0; i < values.size(); i++) {
            String type = definition.get("type").asText();
            stored.add(
                    type.equals("select") || type.equals("radiobutton")
                            ? choice(definition.get("enums"), values.get(i), path + i)
                            : Json.object()
                                    .set("value", scalar(type, values.get(i).path("value"), path + i)));
        }
        return field.put("is_computed", false);
    }

    private ObjectNode choice(JsonNode options, JsonNode value, String path) {
        String there = value.has("enum_id") ? "enum_id" : value.has("enum_code") ? "enum_code" : "value";
        String here = there.replace("enum_", "");
        ObjectNode chosen = Json.object();
        for (JsonNode option : options) {
            if (value.hasNonNull(there) && option.get(here).equals(value.get(there))) {
                chosen.set("value", option.get("value"));
                chosen.set("enum_id", option.get("id"));
                chosen.set("enum_code", option.get("code"));
                return chosen;
            }
        }
        faults.notSupportedChoice(path + "." + there);
        return chosen;
    }

    private JsonNode scalar(String type, JsonNode value, String path) {
        try {
            ZoneId zone = account.zone();
            JsonNode read =
                    switch (type) {
                        case "checkbox" -> value.isBoolean() ? value : null;
                        case "numeric", "monetary" -> TextNode.valueOf(new BigDecimal(value.asText()).toPlainString());
                        case "date" ->
                            seconds(instant(value)
                                    .atZone(zone)
                                    .toLocalDate()
                                    .atStartOfDay(zone)
                                    .toInstant());
                        case "date_time" -> seconds(instant(value));
                        default -> value.isTextual() ? value : null;
                    };
            if (read != null) {
                return read;
            }
        } catch (NumberFormatException | DateTimeException wrong) {
            // Refused below, as any other wrong type.
        }
        boolean day = type.startsWith("date");
        faults.invalidType(path + ".value", type.equals("checkbox") ? "bool" : day ? "int" : "string");
        return null;
    }

    /** Seconds since 1970, or RFC 3339. */
    private static Instant instant(JsonNode value) {
        return value.isIntegralNumber()
                ? Instant.ofEpochSecond(value.longValue())
                : OffsetDateTime.parse(value.asText()).toInstant();
    }

    private static LongNode seconds(Instant time) {
        return LongNode.valueOf(time.getEpochSecond());
    }
}
