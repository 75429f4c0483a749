package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.HookSender;
import org.wonbooks.sandbox.Json;

/** Tells whoever has subscribed what happened to a deal, a client's own doing too. Hooks keep the naming of API v2. */
@Component
@Profile("sandbox")
record LeadHooks(Crm crm, HookSender sender) {

    /** A deal that moved was updated as well: whoever has subscribed to both hears of it twice. */
    void changed(Account account, ObjectNode before, ObjectNode lead) {
        boolean moved = before.get("status_id").asLong()
                        != lead.get("status_id").asLong()
                || before.get("pipeline_id").asLong() != lead.get("pipeline_id").asLong();
        if (moved) {
            send(account, "status", lead, before);
        }
        send(account, "update", lead, moved ? before : null);
    }

    /**
     * Tells whoever has subscribed to that event.
     *
     * @param event {@code add}, {@code status} or {@code update}
     * @param before the deal before it moved; null when it did not
     */
    void send(Account account, String event, ObjectNode lead, ObjectNode before) {
        boolean lean = sender.settings().path("lean").asBoolean() && !event.equals("update");
        ObjectNode hook = lean ? lean(account, event, lead, before) : full(account, event, lead, before);
        for (ObjectNode subscription : crm.all("webhooks", account)) {
            if (subscription.get("settings").toString().contains("\"" + event + "_lead\"")) {
                Map<String, String> headers = Map.of(
                        "content-type", "application/x-www-form-urlencoded",
                        "user-agent", "amoCRM-Webhooks/3.0",
                        "x-amocrm-requestid", UUID.randomUUID().toString(),
                        "accept-encoding", "gzip");
                sender.add("kommo", subscription.get("destination").asText(), headers, HookForm.encode(hook));
            }
        }
    }

    /** An account's hook: the account, then the whole deal. */
    private static ObjectNode full(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode sender = hook.putObject("account").put("subdomain", account.subdomain());
        sender.put("id", account.id())
                .putObject("_links")
                .put("self", account.url("").replace("/api/v4/", ""));
        ObjectNode item = hook.putObject("leads").putArray(event).addObject();
        copy(lead, item, "id name status_id");
        if (before != null) {
            copy(before, item, "status_id>old_status_id");
        }
        copy(lead, item, "price price_with_minor_units responsible_user_id updated_at>last_modified");
        copy(lead, item, "updated_by>modified_user_id created_by>created_user_id created_at>date_create");
        copy(lead, item, "pipeline_id account_id");
        ArrayNode fields = item.putArray("custom_fields");
        lead.path("custom_fields_values").forEach(field -> fields.add(field(field)));
        copy(lead, item, "created_at updated_at");
        return hook;
    }

    /** A pipeline's hook: only where the deal is and was, then the account. */
    private static ObjectNode lean(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode item = hook.putObject("leads").putArray(event).addObject();
        copy(lead, item, "id status_id pipeline_id");
        if (before != null) {
            copy(before, item, "status_id>old_status_id pipeline_id>old_pipeline_id");
        }
        hook.putObject("account").put("id", account.id()).put("subdomain", account.subdomain());
        return hook;
    }

    /** A date is a bare value, a radiobutton one object; all else is an array of objects. */
    private static ObjectNode field(JsonNode field) {
        String type = field.get("field_type").asText();
        ObjectNode hook = Json.object();
        copy(field, hook, "field_id>id field_name>name");
        ArrayNode values = Json.array();
        for (JsonNode value : field.get("values")) {
            if (type.equals("date")) {
                values.add(value.get("value"));
            } else {
                copy(value, values.addObject(), "value enum_id>enum");
            }
        }
        hook.set("values", type.equals("radiobutton") ? values.get(0) : values);
        copy(field, hook, "field_code>code");
        return hook;
    }

    /** @param keys those there, or {@code there>here} where the name here is another */
    private static void copy(JsonNode from, ObjectNode to, String keys) {
        for (String key : keys.split(" ")) {
            String[] names = key.split(">");
            to.set(names[names.length - 1], from.get(names[0]));
        }
    }
}
