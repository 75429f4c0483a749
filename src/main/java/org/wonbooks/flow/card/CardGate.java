package org.wonbooks.flow.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.wonbooks.component.write.ComposedText;

/** Holds what is composed for a deal's card against which deal it is, and against the form that Kommo takes. */
public final class CardGate {

    private static final String FIELDS = "custom_fields_values";

    private CardGate() {}

    /** @param leadId the deal's; Kommo would change the one whose id is said */
    public static Map<String, String> contradictions(String text, long leadId) {
        ComposedText composed = ComposedText.of(text);
        if (!ComposedText.absent(composed.get("id"))) {
            composed.require("id", composed.get("id"), leadId);
        }
        JsonNode fields = composed.get(FIELDS);
        if (!ComposedText.absent(fields) && !fields.isArray()) {
            composed.contradicts(FIELDS, FIELDS + " is no list");
        }
        int number = 0;
        for (JsonNode field : fields) {
            number++;
            if (!field.path("field_code").isTextual() && !field.path("field_id").isIntegralNumber()) {
                composed.contradicts(FIELDS, "field " + number + " of " + FIELDS + " has no field_code");
            } else if (!isValues(field.path("values"))) {
                composed.contradicts("values", "values of field " + number + " are no list such as [[value: 1]]");
            }
        }
        return composed.contradictions();
    }

    private static boolean isValues(JsonNode values) {
        boolean list = values.isArray() && !values.isEmpty();
        for (JsonNode each : values) {
            list &= each.isObject();
        }
        return list || ComposedText.absent(values);
    }
}
