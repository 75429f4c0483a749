package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;

/** Enters and changes deals. */
@Component
@Profile("sandbox")
record Deals(Crm crm, LeadHooks hooks) {

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
                .filter(stage -> stage != Account.WON && stage != Account.LOST)
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
        LeadPatch.apply(account, lead, patch, crm.now());
        return crm.put("leads", lead);
    }

    /**
     * Changes a deal and tells who has subscribed, whoever changed it.
     *
     * @throws KommoProblem 400 with every fault of the patch
     */
    ObjectNode change(Account account, ObjectNode lead, JsonNode patch) {
        ObjectNode before = lead.deepCopy();
        LeadPatch.apply(account, lead, patch, crm.now());
        hooks.changed(account, before, lead);
        return crm.put("leads", lead);
    }

    private JsonNode company(Account account, JsonNode company) {
        return company.has("id")
                ? company.get("id")
                : crm.put("companies", entity(account, company.path("name").asText()))
                        .get("id");
    }

    private JsonNode contact(Account account, JsonNode contact, ArrayNode companies) {
        if (contact.has("id")) {
            return contact.get("id");
        }
        ObjectNode entity = entity(account, contact.path("name").asText());
        String[] names = entity.get("name").asText().split(" ", 2);
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
