package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wonbooks.sandbox.Json;

/** What Kommo's hooks say of a deal. They keep the naming of its API v2, and are nothing but strings on the wire. */
final class LeadHook {

    private LeadHook() {}

    /**
     * An account's hook: the whole deal.
     *
     * @param event {@code add}, {@code update} or {@code status}
     * @param before the deal before it moved; null if it did not
     */
    static String full(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode sender = hook.putObject("account");
        sender.put("subdomain", account.subdomain()).put("id", account.id());
        sender.putObject("_links").put("self", "https://" + account.host());
        ObjectNode item = item(hook, event);
        copy(lead, item, "id", "id", "name", "name", "status_id", "status_id");
        if (before != null) {
            item.set("old_status_id", before.get("status_id"));
        }
        copy(lead, item, "price", "price", "price_with_minor_units", "price_with_minor_units");
        copy(lead, item, "responsible_user_id", "responsible_user_id", "updated_at", "last_modified");
        copy(lead, item, "updated_by", "modified_user_id", "created_by", "created_user_id");
        copy(lead, item, "created_at", "date_create", "pipeline_id", "pipeline_id", "account_id", "account_id");
        ArrayNode fields = item.putArray("custom_fields");
        lead.path("custom_fields_values").forEach(field -> fields.add(field(field)));
        copy(lead, item, "created_at", "created_at", "updated_at", "updated_at");
        return HookForm.encode(hook);
    }

    /** A pipeline's hook: only where the deal is and was, and the account after it. */
    static String lean(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode item = item(hook, event);
        copy(lead, item, "id", "id", "status_id", "status_id", "pipeline_id", "pipeline_id");
        if (before != null) {
            copy(before, item, "status_id", "old_status_id", "pipeline_id", "old_pipeline_id");
        }
        hook.putObject("account").put("id", account.id()).put("subdomain", account.subdomain());
        return HookForm.encode(hook);
    }

    private static ObjectNode item(ObjectNode hook, String event) {
        return hook.putObject("leads").putArray(event).addObject();
    }

    /** A date is a bare value, a radiobutton one object; all else is an array of objects. */
    private static ObjectNode field(JsonNode field) {
        ObjectNode hook = Json.object();
        copy(field, hook, "field_id", "id", "field_name", "name");
        ArrayNode values = hook.arrayNode();
        for (JsonNode value : field.get("values")) {
            if (field.get("field_type").asText().equals("date")) {
                values.add(value.get("value"));
            } else {
                copy(value, values.addObject(), "value", "value", "enum_id", "enum");
            }
        }
        hook.set("values", field.get("field_type").asText().equals("radiobutton") ? values.get(0) : values);
        copy(field, hook, "field_code", "code");
        return hook;
    }

    /** @param names pairs: the name there, the name here */
    private static void copy(JsonNode from, ObjectNode to, String... names) {
        for (int i = 0; i < names.length; i += 2) {
            if (from.hasNonNull(names[i])) {
                to.set(names[i + 1], from.get(names[i]));
            }
        }
    }
}
