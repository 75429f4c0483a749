package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;

/** Enters, changes and deletes deals. */
@Component
@Profile("sandbox")
record Deals(Crm crm, LeadHooks hooks, LeadEvents events) {

    /**
     * Enters a deal.
     *
     * @param deal {@code name, price, contact {name, email, phone} or {id}, company {name} or {id}, fields {CODE:
     *     value}, pipeline, status}; all may be left out; an {@code email} may be an array
     * @throws KommoProblem 400 when a field does not take its value, or the stage does not exist
     */
    ObjectNode add(Account account, JsonNode deal) {
        long pipeline = deal.path("pipeline").asLong(account.mainPipeline());
        List<Long> working = account.stages(pipeline).stream()
                .filter(stage -> !Account.CLOSED.contains(stage))
                .toList();
        ObjectNode lead = entity(account, deal.path("name").asText(""));
        ObjectNode embedded = (ObjectNode) lead.get("_embedded");
        ArrayNode companies = embedded.putArray("companies");
        if (deal.hasNonNull("company")) {
            companies.addObject().set("id", company(account, deal.get("company")));
        }
        ArrayNode contacts = embedded.putArray("contacts");
        if (deal.hasNonNull("contact")) {
            contacts.addObject().put("is_main", true).set("id", contact(account, deal.get("contact"), companies));
        }
        ObjectNode patch = Json.object().put("pipeline_id", pipeline).put("price", 0);
        patch.put("status_id", deal.path("status").asLong(working.isEmpty() ? 0 : working.get(working.size() - 1)));
        if (deal.hasNonNull("price")) {
            patch.set("price", deal.get("price"));
        }
        ArrayNode fields = patch.putArray("custom_fields_values");
        deal.path("fields").fields().forEachRemaining(field -> fields.addObject()
                .put("field_code", field.getKey())
                .putArray("values")
                .addObject()
                .set("value", field.getValue()));
        apply(account, lead, patch);
        return crm.put("leads", lead);
    }

    /**
     * Changes a deal and tells who has subscribed, whoever changed it.
     *
     * @throws KommoProblem 400 with every fault of the patch
     */
    ObjectNode change(Account account, ObjectNode lead, JsonNode patch) {
        ObjectNode before = lead.deepCopy();
        apply(account, lead, patch);
        hooks.changed(account, before, lead);
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

    /** The API knows it no more. */
    ObjectNode delete(Account account, ObjectNode lead) {
        crm.remove("leads", lead);
        hooks.send(account, "delete", lead, null);
        events.add(account, "lead_deleted", lead);
        return lead.put("is_deleted", true);
    }

    /** As strict as Kommo: one wrong value, and nothing of it is done. */
    private void apply(Account account, ObjectNode lead, JsonNode patch) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        check(account, lead, patch, faults);
        JsonNode fields = lead.path("custom_fields_values");
        if (patch.has("custom_fields_values")) {
            fields = new FieldValues(account, faults).merge(fields, patch.get("custom_fields_values"));
        }
        faults.refuseIfAny();

        lead.set("custom_fields_values", fields.isEmpty() ? NullNode.instance : fields);
        for (String key : List.of("name", "status_id", "pipeline_id", "responsible_user_id")) {
            lead.set(key, patch.path(key).isMissingNode() ? lead.get(key) : patch.get(key));
        }
        if (patch.has("price")) {
            BigDecimal price = patch.get("price").decimalValue();
            lead.put("price", price.setScale(0, RoundingMode.DOWN).longValue());
            lead.put("price_with_minor_units", price);
        }
        long now = crm.now().getEpochSecond();
        if (!Account.CLOSED.contains(lead.get("status_id").asLong())) {
            lead.putNull("closed_at");
        } else if (!lead.hasNonNull("closed_at")) {
            lead.put("closed_at", now);
        }
        lead.put("updated_at", now).put("updated_by", account.userId());
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

    private JsonNode company(Account account, JsonNode company) {
        return company.has("id")
                ? company.get("id")
                : crm.put("companies", entity(account, text(company, "name"))).get("id");
    }

    private JsonNode contact(Account account, JsonNode contact, ArrayNode companies) {
        if (contact.has("id")) {
            return contact.get("id");
        }
        ObjectNode entity = entity(account, text(contact, "name"));
        String[] names = text(entity, "name").split(" ", 2);
        entity.put("first_name", names[0]).put("last_name", names.length == 1 ? "" : names[1]);
        ArrayNode fields = entity.putArray("custom_fields_values");
        addresses(fields, 771_906, "PHONE", contact.path("phone"));
        addresses(fields, 771_908, "EMAIL", contact.path("email"));
        ((ObjectNode) entity.get("_embedded")).set("companies", companies.deepCopy());
        return crm.put("contacts", entity).get("id");
    }

    /** One address, or several: the first is for work, the others are private. */
    private static void addresses(ArrayNode fields, long id, String code, JsonNode addresses) {
        JsonNode all = addresses.isTextual() ? Json.array().add(addresses) : addresses;
        ArrayNode values = Json.array();
        for (JsonNode address : all) {
            boolean work = values.isEmpty();
            values.addObject()
                    .put("enum_id", id * 10 + (work ? 1 : 2))
                    .put("enum_code", work ? "WORK" : code.equals("EMAIL") ? "PRIV" : "MOB")
                    .set("value", address);
        }
        if (!values.isEmpty()) {
            fields.addObject()
                    .put("field_id", id)
                    .put("field_name", code.charAt(0) + code.substring(1).toLowerCase())
                    .put("field_code", code)
                    .put("field_type", "multitext")
                    .set("values", values);
        }
    }

    private ObjectNode entity(Account account, String name) {
        ObjectNode entity = crm.create(account).put("name", name).put("is_deleted", false);
        entity.putNull("closest_task_at").putNull("custom_fields_values");
        entity.putObject("_embedded").putArray("tags");
        return entity;
    }
}
