package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Set;

/** A change of a deal, checked as strictly as Kommo does: one wrong value, and nothing of it is done. */
final class LeadPatch {

    /** What may be in a patch and is understood here. Kommo knows more: tags, loss reasons, authors. */
    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "price",
            "status_id",
            "pipeline_id",
            "responsible_user_id",
            "updated_by",
            "custom_fields_values",
            "request_id");

    private final Account account;
    private final ObjectNode lead;
    private final Validation validation = new Validation();
    private JsonNode fieldValues;

    private LeadPatch(Account account, ObjectNode lead) {
        this.account = account;
        this.lead = lead;
    }

    /**
     * Changes the deal in place.
     *
     * @throws Refusal 400 with every fault found
     */
    static void apply(Account account, ObjectNode lead, JsonNode patch, Instant now) {
        LeadPatch change = new LeadPatch(account, lead);
        change.check(patch);
        change.validation.refuseIfFaulty();
        change.set(patch);
        moved(lead, now);
    }

    /** A deal was put in its stage: closed in won and lost, open in any other. */
    static void moved(ObjectNode lead, Instant now) {
        int status = lead.get("status_id").intValue();
        if (status != Account.WON && status != Account.LOST) {
            lead.putNull("closed_at");
        } else if (!lead.path("closed_at").isNumber()) {
            lead.put("closed_at", now.getEpochSecond());
        }
        lead.put("updated_at", now.getEpochSecond());
    }

    /** Sets the amount: {@code price} without its minor units, {@code price_with_minor_units} with them. */
    static void price(ObjectNode lead, BigDecimal amount) {
        lead.put("price", amount.setScale(0, RoundingMode.DOWN).longValue());
        lead.put("price_with_minor_units", amount);
    }

    private void check(JsonNode patch) {
        patch.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                validation.notSupportedChoice(key);
            }
        });
        if (patch.has("name") && !patch.get("name").isTextual()) {
            validation.invalidType("name", "string");
        }
        if (patch.has("price") && !patch.get("price").isNumber()) {
            validation.invalidType("price", "int");
        }
        if (whole(patch, "responsible_user_id")
                && patch.get("responsible_user_id").longValue() != account.userId()) {
            validation.notSupportedChoice("responsible_user_id");
        }
        if (whole(patch, "updated_by")
                && patch.get("updated_by").longValue() != account.userId()
                && patch.get("updated_by").longValue() != 0) {
            validation.notSupportedChoice("updated_by");
        }
        if (whole(patch, "pipeline_id")
                && !account.hasPipeline(patch.get("pipeline_id").longValue())) {
            validation.notSupportedChoice("pipeline_id");
        } else if (whole(patch, "status_id") || patch.path("pipeline_id").isIntegralNumber()) {
            long pipeline =
                    patch.path("pipeline_id").asLong(lead.get("pipeline_id").longValue());
            long status = patch.path("status_id").asLong(lead.get("status_id").longValue());
            if (!account.hasStage(pipeline, status)) {
                validation.notSupportedChoice("status_id");
            }
        }
        FieldValues fields = new FieldValues(account.leadFields(), account.zone());
        JsonNode present = lead.path("custom_fields_values");
        fieldValues = patch.has("custom_fields_values")
                ? fields.merge(present, patch.get("custom_fields_values"), validation)
                : present;
    }

    /** Whether it is there as a whole number; there as anything else is a fault. */
    private boolean whole(JsonNode patch, String key) {
        if (patch.has(key) && !patch.get(key).isIntegralNumber()) {
            validation.invalidType(key, "int");
        }
        return patch.path(key).isIntegralNumber();
    }

    private void set(JsonNode patch) {
        lead.set("custom_fields_values", fieldValues.isEmpty() ? NullNode.instance : fieldValues);
        for (String key : new String[] {"name", "status_id", "pipeline_id", "responsible_user_id"}) {
            if (patch.has(key)) {
                lead.set(key, patch.get(key));
            }
        }
        if (patch.has("price")) {
            price(lead, patch.get("price").decimalValue());
        }
        lead.put("updated_by", patch.path("updated_by").asLong(account.userId()));
    }
}
