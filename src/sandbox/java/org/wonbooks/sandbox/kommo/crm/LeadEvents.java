package org.wonbooks.sandbox.kommo.crm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.store.Json;

/** Keeps what happened to deals, for ever: that one was won and moved on between two looks, too. */
@Component
@Profile("sandbox")
record LeadEvents(Crm crm) {

    /** Keeps a move and another price, if it was one. */
    void changed(Account account, ObjectNode before, ObjectNode lead) {
        compare(account, before, lead, "lead_status_changed", "lead_status", "id=status_id pipeline_id");
        compare(account, before, lead, "sale_field_changed", "sale_field_value", "sale=price_with_minor_units");
    }

    private void compare(
            Account account, ObjectNode before, ObjectNode lead, String type, String name, String properties) {
        ObjectNode was = Json.copy(before, properties);
        ObjectNode is = Json.copy(lead, properties);
        if (!Json.write(was).equals(Json.write(is))) {
            add(account, type, lead, values(name, was), values(name, is));
        }
    }

    /** @param type {@code lead_added}, {@code lead_deleted} or {@code lead_restored} */
    void add(Account account, String type, ObjectNode lead) {
        add(account, type, lead, Json.array(), Json.array());
    }

    private void add(Account account, String type, ObjectNode lead, ArrayNode before, ArrayNode after) {
        ObjectNode created = crm.create(account);
        String id = "01%24s".formatted(Long.toString(created.get("id").asLong(), 32));
        ObjectNode event = Json.object().put("id", id.replace(' ', '0')).put("type", type);
        event.set("entity_id", lead.get("id"));
        event.put("entity_type", "lead").setAll(Json.copy(created, "created_by created_at account_id"));
        event.set("value_after", after);
        event.set("value_before", before);
        event.putObject("_embedded").putObject("entity").set("id", lead.get("id"));
        crm.put("events", event);
    }

    private static ArrayNode values(String name, ObjectNode value) {
        ArrayNode values = Json.array();
        values.addObject().set(name, value);
        return values;
    }
}
