package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;

/** A change of a deal, checked as strictly as Kommo does: one wrong value, and nothing of it is done. */
final class LeadPatch {

    /** What is understood here. Kommo takes more: authors, tags, loss reasons. */
    private static final Set<String> KEYS =
            Set.of("name price status_id pipeline_id custom_fields_values request_id".split(" "));

    private LeadPatch() {}

    /**
     * Changes the deal.
     *
     * @throws KommoProblem 400 with every fault found
     */
    static void apply(Account account, ObjectNode lead, JsonNode patch, Instant now) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        check(account, lead, patch, faults);
        JsonNode fields = lead.path("custom_fields_values");
        if (patch.has("custom_fields_values")) {
            fields = new FieldValues(account, faults).merge(fields, patch.get("custom_fields_values"));
        }
        faults.refuseIfAny();

        lead.set("custom_fields_values", fields.isEmpty() ? NullNode.instance : fields);
        for (String key : new String[] {"name", "status_id", "pipeline_id"}) {
            if (patch.has(key)) {
                lead.set(key, patch.get(key));
            }
        }
        if (patch.has("price")) {
            BigDecimal price = patch.get("price").decimalValue();
            lead.put("price", price.setScale(0, RoundingMode.DOWN).longValue());
            lead.put("price_with_minor_units", price);
        }
        long status = lead.get("status_id").asLong();
        if (status != Account.WON && status != Account.LOST) {
            lead.putNull("closed_at");
        } else if (!lead.hasNonNull("closed_at")) {
            lead.put("closed_at", now.getEpochSecond());
        }
        lead.put("updated_at", now.getEpochSecond()).put("updated_by", account.userId());
    }

    private static void check(Account account, ObjectNode lead, JsonNode patch, KommoProblem.Faults faults) {
        for (Iterator<String> keys = patch.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            JsonNode value = patch.get(key);
            if (!KEYS.contains(key)) {
                faults.notSupportedChoice(key);
            } else if (key.equals("name") && !value.isTextual()) {
                faults.invalidType(key, "string");
            } else if (key.equals("price") && !value.isNumber() || key.endsWith("_id") && !isId(key, value)) {
                faults.invalidType(key, "int");
            }
        }
        if (patch.has("pipeline_id") || patch.has("status_id")) {
            long pipeline =
                    patch.path("pipeline_id").asLong(lead.path("pipeline_id").asLong());
            long status = patch.path("status_id").asLong(lead.path("status_id").asLong());
            if (account.stages(pipeline).isEmpty()) {
                faults.notSupportedChoice("pipeline_id");
            } else if (!account.stages(pipeline).contains(status)) {
                faults.notSupportedChoice("status_id");
            }
        }
    }

    private static boolean isId(String key, JsonNode value) {
        return value.isIntegralNumber() || key.equals("request_id");
    }
}
