package org.wonbooks.sandbox.kommo.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.store.Json;

/** Enters, changes, deletes and restores deals. */
@Component
@Profile("sandbox")
public record Deals(Crm crm, LeadHooks hooks, LeadEvents events) {

    /** The property of the exact price, which deals of some accounts do not have. */
    public static final String CENTS = "price_with_minor_units";

    /** Where deleted deals are kept. */
    public static final String BIN = "bin";

    /**
     * Enters a deal.
     *
     * @param deal {@code name, price, contact and company {name, email, phone, address} or {id}, fields {CODE: value},
     *     products, legacyPrice, pipeline, status, createdAt, closedAt}; all may be left out. An {@code email} or
     *     {@code phone} may be an array, and a field's value an object or an array of them, as the API takes it. A
     *     legacy price is one without cents, from an account that does not know of them. Without a price, it is what
     *     the products come to. The times, in seconds, are those that an import brings along; it is changed now all the
     *     same
     * @throws KommoProblem 400 when a field does not take its value, the stage does not exist, or a deal is closed at
     *     some time and stands in no stage for it
     */
    public ObjectNode add(Account account, JsonNode deal) {
        long pipeline = deal.path("pipeline").asLong(account.mainPipeline());
        List<Long> working = account.stages(pipeline).stream()
                .filter(stage -> !Account.CLOSED.contains(stage))
                .toList();
        Parties parties = new Parties(crm);
        ObjectNode lead = crm.entity(account, deal.path("name").asText(""));
        ObjectNode embedded = (ObjectNode) lead.get("_embedded");
        ArrayNode companies = embedded.putArray("companies");
        if (deal.hasNonNull("company")) {
            companies.addObject().set("id", parties.company(account, deal.get("company")));
        }
        ArrayNode contacts = embedded.putArray("contacts");
        if (deal.hasNonNull("contact")) {
            contacts.addObject()
                    .put("is_main", true)
                    .set("id", parties.contact(account, deal.get("contact"), companies));
        }
        ObjectNode patch = Json.object().put("pipeline_id", pipeline).put("price", 0);
        patch.put("status_id", deal.path("status").asLong(working.isEmpty() ? 0 : working.get(working.size() - 1)));
        if (deal.hasNonNull("price")) {
            patch.set("price", deal.get("price"));
        } else if (deal.has("products")) {
            patch.put("price", Products.sum(deal.get("products")));
            lead.put("is_price_computed", true);
        }
        if (!deal.path("legacyPrice").asBoolean()) {
            lead.put(CENTS, 0);
        }
        if (deal.has("products")) {
            embedded.set("catalog_elements", new Products(crm).link(account, deal.get("products")));
        }
        patch.set("custom_fields_values", fields(deal.path("fields")));
        apply(account, lead, patch);
        takeTimes(lead, deal);
        return crm.put("leads", lead);
    }

    private static void takeTimes(ObjectNode lead, JsonNode deal) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        Map.of("createdAt", "created_at", "closedAt", "closed_at").forEach((name, property) -> {
            if (deal.hasNonNull(name)) {
                faults.require(deal.get(name).isIntegralNumber(), name, "int");
                if (lead.path(property).isNull()) {
                    faults.notSupportedChoice(name);
                }
                lead.set(property, deal.get(name));
            }
        });
        faults.refuseIfAny();
    }

    /** @param byName values by the field's code, or its id */
    static ArrayNode fields(JsonNode byName) {
        ArrayNode fields = Json.array();
        byName.properties().forEach(field -> fields.add(field(field.getKey(), field.getValue())));
        return fields;
    }

    /** @param name a field's code, or its id */
    private static ObjectNode field(String name, JsonNode value) {
        ObjectNode field = Json.object();
        if (name.matches("\\d+")) {
            field.put("field_id", Integer.parseInt(name));
        } else {
            field.put("field_code", name);
        }
        ArrayNode values = field.putArray("values");
        for (JsonNode each : value.isArray() ? value : Json.array().add(value)) {
            values.add(each.isObject() ? each : Json.object().set("value", each));
        }
        return field;
    }

    /**
     * Changes a deal and tells who has subscribed, whoever changed it.
     *
     * @throws KommoProblem 400 with every fault of the patch
     */
    public ObjectNode change(Account account, ObjectNode lead, JsonNode patch) {
        return change(account, lead, patch, true);
    }

    /** @param told whether webhooks tell of it */
    public ObjectNode change(Account account, ObjectNode lead, JsonNode patch, boolean told) {
        ObjectNode before = lead.deepCopy();
        apply(account, lead, patch);
        if (told) {
            hooks.changed(account, before, lead);
        }
        events.changed(account, before, lead);
        return crm.put("leads", lead);
    }

    /** Enters a deal as {@link #add} does, and tells of it. */
    ObjectNode enter(Account account, JsonNode deal) {
        ObjectNode lead = add(account, deal);
        hooks.send(account, "add", lead, null);
        events.add(account, "lead_added", lead);
        return lead;
    }

    /** Throws a deal in the bin: the API knows it no more. */
    ObjectNode delete(Account account, ObjectNode lead) {
        crm.remove("leads", lead);
        hooks.send(account, "delete", lead, null);
        events.add(account, "lead_deleted", lead);
        return crm.put(BIN, lead.put("is_deleted", true));
    }

    /**
     * Takes a deal back out of the bin, as it was. That this changes it, as anything done to a deal does, is assumed;
     * so it is among those that were updated since. When it was closed is as the account has it.
     */
    ObjectNode restore(Account account, ObjectNode lead) {
        crm.remove(BIN, lead);
        lead.put("is_deleted", false);
        long now = crm.now().getEpochSecond();
        if (lead.hasNonNull("closed_at") && renewsClosing()) {
            lead.put("closed_at", now);
        }
        lead.put("updated_at", now).put("updated_by", account.userId());
        hooks.send(account, "restore", lead, null);
        events.add(account, "lead_restored", lead);
        return crm.put("leads", lead);
    }

    /** As strict as Kommo: one wrong value, and nothing of it is done. */
    private void apply(Account account, ObjectNode lead, JsonNode patch) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        check(account, lead, patch, faults);
        JsonNode fields = lead.path("custom_fields_values");
        if (patch.has("custom_fields_values")) {
            fields = new FieldValues(account, faults, crm.mode("cleared").equals("empty"))
                    .merge(fields, patch.get("custom_fields_values"));
        }
        faults.refuseIfAny();

        ObjectNode before = Json.copy(lead, "status_id pipeline_id");
        lead.set("custom_fields_values", fields.isEmpty() ? NullNode.instance : fields);
        for (String key : List.of("name", "status_id", "pipeline_id", "responsible_user_id")) {
            lead.set(key, patch.path(key).isMissingNode() ? lead.get(key) : patch.get(key));
        }
        if (patch.has("price")) {
            BigDecimal price = patch.get("price").decimalValue();
            lead.put("price", price.setScale(0, RoundingMode.DOWN).longValue());
            if (lead.has(CENTS)) {
                lead.put(CENTS, price);
            }
        }
        long now = crm.now().getEpochSecond();
        close(before, lead, now);
        lead.put("updated_at", now).put("updated_by", account.userId());
    }

    /**
     * A deal is closed when it comes to won or lost, from one's own stage or from the other one of the two: what was
     * lost and is won after all is closed anew. Whether it is when it stays won, or lost, and only its pipeline is
     * another one, nobody knows: that is as the account has it.
     */
    private void close(ObjectNode before, ObjectNode lead, long now) {
        long status = lead.get("status_id").asLong();
        boolean stays = before.get("status_id").asLong() == status;
        boolean elsewhere =
                before.get("pipeline_id").asLong() != lead.get("pipeline_id").asLong();
        if (!Account.CLOSED.contains(status)) {
            lead.putNull("closed_at");
        } else if (!stays || elsewhere && renewsClosing()) {
            lead.put("closed_at", now);
        }
    }

    /** Is a closed deal closed anew by another pipeline, and by coming back from the bin? */
    private boolean renewsClosing() {
        return crm.mode("closedAt").equals("renewed");
    }

    private static void check(Account account, ObjectNode lead, JsonNode patch, KommoProblem.Faults faults) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "custom_fields_values", "request_id" -> {}
                case "name" -> faults.require(value.isTextual(), "name", "string");
                case "price" -> faults.require(value.isNumber(), "price", "int");
                case "status_id", "pipeline_id" -> faults.require(value.isIntegralNumber(), entry.getKey(), "int");
                case "responsible_user_id" -> {
                    faults.require(value.isIntegralNumber(), entry.getKey(), "int");
                    if (!account.hasUser(value.asLong())) {
                        faults.notSupportedChoice(entry.getKey());
                    }
                }
                // Kommo takes more: authors, tags, loss reasons.
                default -> faults.notSupportedChoice(entry.getKey());
            }
        });
        if (patch.has("pipeline_id") || patch.has("status_id")) {
            JsonNode wanted = lead.deepCopy().setAll((ObjectNode) patch);
            List<Long> stages = account.stages(wanted.path("pipeline_id").asLong());
            if (!stages.contains(wanted.path("status_id").asLong())) {
                faults.notSupportedChoice(stages.isEmpty() ? "pipeline_id" : "status_id");
            }
        }
    }
}
