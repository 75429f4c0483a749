package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;

/** Enters deals as a person would, with whom they are with. */
@Component
@Profile("sandbox")
class Deals {

    private final Crm crm;
    private final Clock clock;

    Deals(Crm crm, SandboxClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    /**
     * Enters a deal.
     *
     * @param deal {@code name, price, contact {name, email, phone} or {id}, company {name} or {id}, fields {CODE:
     *     value}, pipeline, status}; all may be left out; an {@code email} may be an array
     * @throws Refusal 400 when a field does not take its value, or the stage does not exist
     */
    ObjectNode add(Account account, JsonNode deal) {
        long pipeline = deal.path("pipeline")
                .asLong(account.pipelines().get(0).get("id").longValue());
        long status = deal.path("status").asLong(account.lastWorkingStage(pipeline));
        ObjectNode lead = entity(account, deal.path("name").asText(""))
                .put("pipeline_id", pipeline)
                .put("status_id", status)
                .put("is_price_computed", false)
                .putNull("loss_reason_id")
                .putNull("custom_fields_values");
        ObjectNode embedded = lead.putObject("_embedded");
        embedded.putArray("tags");
        ArrayNode companies = embedded.putArray("companies");
        ArrayNode contacts = embedded.putArray("contacts");
        if (deal.hasNonNull("company")) {
            companies.addObject().set("id", company(account, deal.get("company")));
        }
        if (deal.hasNonNull("contact")) {
            contacts.addObject().put("is_main", true).set("id", contact(account, deal.get("contact"), companies));
        }
        ObjectNode patch = Json.object().put("status_id", status).put("pipeline_id", pipeline);
        patch.put("price", deal.path("price").isNumber() ? deal.get("price").decimalValue() : BigDecimal.ZERO);
        ArrayNode fields = patch.putArray("custom_fields_values");
        deal.path("fields").fields().forEachRemaining(field -> fields.addObject()
                .put("field_code", field.getKey())
                .putArray("values")
                .addObject()
                .set("value", field.getValue()));
        LeadPatch.apply(account, lead, patch, clock.instant());
        crm.put(Crm.Kind.LEADS, lead);
        return lead;
    }

    private JsonNode company(Account account, JsonNode company) {
        if (company.has("id")) {
            return company.get("id");
        }
        ObjectNode entity = entity(account, company.path("name").asText()).putNull("custom_fields_values");
        crm.put(Crm.Kind.COMPANIES, entity);
        return entity.get("id");
    }

    private JsonNode contact(Account account, JsonNode contact, ArrayNode companies) {
        if (contact.has("id")) {
            return contact.get("id");
        }
        String name = contact.path("name").asText();
        int space = name.indexOf(' ');
        ObjectNode entity = entity(account, name)
                .put("first_name", space < 0 ? "" : name.substring(0, space))
                .put("last_name", space < 0 ? "" : name.substring(space + 1))
                .put("is_unsorted", false);
        ArrayNode fields = Json.array();
        addresses(fields, 771_906, "Phone", "PHONE", contact.path("phone"));
        addresses(fields, 771_908, "Email", "EMAIL", contact.path("email"));
        entity.set("custom_fields_values", fields.isEmpty() ? entity.nullNode() : fields);
        ObjectNode embedded = entity.putObject("_embedded");
        embedded.putArray("tags");
        embedded.set("companies", companies.deepCopy());
        crm.put(Crm.Kind.CONTACTS, entity);
        return entity.get("id");
    }

    /** One address, or several: the first is for work, the others are private. */
    private static void addresses(ArrayNode fields, long id, String name, String code, JsonNode addresses) {
        if (addresses.isMissingNode() || addresses.isEmpty() && !addresses.isTextual()) {
            return;
        }
        JsonNode all = addresses.isArray() ? addresses : Json.array().add(addresses);
        ObjectNode field = fields.addObject()
                .put("field_id", id)
                .put("field_name", name)
                .put("field_code", code)
                .put("field_type", "multitext");
        ArrayNode values = field.putArray("values");
        for (JsonNode address : all) {
            values.addObject()
                    .put("value", address.asText())
                    .put("enum_id", id * 10 + (values.size() == 1 ? 1 : 2))
                    .put("enum_code", values.size() == 1 ? "WORK" : code.equals("EMAIL") ? "PRIV" : "MOB");
        }
    }

    private ObjectNode entity(Account account, String name) {
        long now = clock.instant().getEpochSecond();
        return Json.object()
                .put("id", crm.nextId())
                .put("name", name)
                .put("responsible_user_id", account.userId())
                .put("group_id", 0)
                .put("created_by", account.userId())
                .put("updated_by", account.userId())
                .put("created_at", now)
                .put("updated_at", now)
                .putNull("closest_task_at")
                .put("is_deleted", false)
                .put("account_id", account.id());
    }
}
