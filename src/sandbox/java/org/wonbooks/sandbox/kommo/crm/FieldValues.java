package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.wonbooks.sandbox.store.Json;

/** What the custom fields of deals take, and what they give back, by their type. */
record FieldValues(Account account, KommoProblem.Faults faults, boolean keepsCleared) {

    /** The seconds have to be there, and the zone's minutes. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)", Pattern.CASE_INSENSITIVE);

    /** The fields after a write: one that is named gets new values, or loses all; the others stay. */
    ArrayNode merge(JsonNode present, JsonNode written) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        present.forEach(field -> fields.put(text(field, "field_id"), field));
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
                fields.remove(text(definition, "id"));
                if (keepsCleared) {
                    fields.put(text(definition, "id"), field(definition, Json.array(), path));
                }
            } else if (!values.isArray()) {
                faults.invalidType(path + ".values", "array");
            } else {
                fields.put(text(definition, "id"), field(definition, values, path + ".values."));
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
        ObjectNode field = Json.copy(definition, "field_id=id field_name=name field_code=code field_type=type");
        ArrayNode stored = field.putArray("values");
        String type = text(definition, "type");
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            stored.add(
                    type.matches("select|radiobutton")
                            ? choice(definition.get("enums"), value, path + i)
                            : Json.object().set("value", scalar(type, value.path("value"), path + i)));
        }
        return field.put("is_computed", false);
    }

    private ObjectNode choice(JsonNode options, JsonNode value, String path) {
        String there = value.has("enum_id") ? "enum_id" : value.has("enum_code") ? "enum_code" : "value";
        String here = there.replace("enum_", "");
        for (JsonNode option : options) {
            if (value.hasNonNull(there) && option.get(here).equals(value.get(there))) {
                return Json.copy(option, "value enum_id=id enum_code=code");
            }
        }
        faults.notSupportedChoice(path + "." + there);
        return null;
    }

    private JsonNode scalar(String type, JsonNode value, String path) {
        try {
            JsonNode read =
                    switch (type) {
                        case "checkbox" -> value.isBoolean() ? value : null;
                        case "numeric", "monetary" -> TextNode.valueOf(new BigDecimal(value.asText()).toPlainString());
                        case "date" -> {
                            ZonedDateTime time = instant(value).atZone(account.zone());
                            yield LongNode.valueOf(
                                    time.truncatedTo(ChronoUnit.DAYS).toEpochSecond());
                        }
                        case "date_time" -> LongNode.valueOf(instant(value).getEpochSecond());
                        default -> value.isTextual() ? value : null;
                    };
            if (read != null) {
                return read;
            }
        } catch (NumberFormatException | DateTimeException wrong) {
            // Refused below, as any other wrong type.
        }
        String expected = type.equals("checkbox") ? "bool" : type.startsWith("date") ? "datetime" : "string";
        faults.invalidType(path + ".value", expected);
        return null;
    }

    /** Seconds since 1970, or RFC 3339, which is narrower than what Java reads. */
    private static Instant instant(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Instant.ofEpochSecond(value.longValue());
        }
        String text = value.asText();
        if (!RFC_3339.matcher(text).matches()) {
            throw new DateTimeException("No moment by RFC 3339");
        }
        return OffsetDateTime.parse(text).toInstant();
    }
}
