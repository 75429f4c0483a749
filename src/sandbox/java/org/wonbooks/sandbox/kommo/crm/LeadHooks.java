package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.HookSender;
import org.wonbooks.sandbox.store.Json;

/** Tells whoever has subscribed what happened to a deal, a client's own doing too. Hooks keep the naming of API v2. */
@Component
@Profile("sandbox")
record LeadHooks(Crm crm, HookSender sender) {

    /** Pipelines have no hook of their own for these: they are always an account's, with the whole deal. */
    private static final List<String> ALWAYS_FULL = List.of("update", "restore");

    /** A deal that moved was updated as well: whoever has subscribed to both hears of it twice. */
    void changed(Account account, ObjectNode before, ObjectNode lead) {
        String place = "status_id pipeline_id";
        boolean moved = !Json.write(Json.copy(before, place)).equals(Json.write(Json.copy(lead, place)));
        if (moved) {
            send(account, "status", lead, before);
        }
        send(account, "update", lead, moved ? before : null);
    }

    /**
     * Tells whoever has subscribed to that event.
     *
     * @param event {@code add, status, update, delete} or {@code restore}
     * @param before the deal before it moved; null when it did not
     */
    void send(Account account, String event, ObjectNode lead, ObjectNode before) {
        boolean lean =
                event.equals("delete") || sender.settings().path("lean").asBoolean() && !ALWAYS_FULL.contains(event);
        ObjectNode hook = lean ? lean(account, event, lead, before) : full(account, event, lead, before);
        if (crm.mode("hookAccount").equals("named")) {
            ((ObjectNode) hook.get("account")).remove("id");
        }
        if (crm.mode("oldStatus").equals("missing")) {
            hook.findParents("old_status_id").forEach(item -> ((ObjectNode) item).remove("old_status_id"));
        }
        StringJoiner form = new StringJoiner("&");
        hook.properties().forEach(field -> encode(field.getKey(), field.getValue(), form));
        for (ObjectNode subscription : crm.all("webhooks", account)) {
            boolean wanted = subscription.get("settings").toString().contains("\"" + event + "_lead\"");
            if (wanted && !subscription.path("disabled").asBoolean()) {
                Map<String, String> headers = Map.of(
                        "content-type", "application/x-www-form-urlencoded",
                        "user-agent", "amoCRM-Webhooks/3.0",
                        "x-amocrm-requestid", UUID.randomUUID().toString(),
                        "accept-encoding", "gzip");
                sender.add("kommo", text(subscription, "destination"), headers, form.toString());
            }
        }
    }

    /** An account's hook: the account, then the whole deal. */
    private static ObjectNode full(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode sender = hook.putObject("account").put("subdomain", account.subdomain());
        sender.put("id", account.id()).putObject("_links").put("self", "https://" + account.subdomain() + ".kommo.com");
        ObjectNode item = hook.putObject("leads").putArray(event).addObject();
        item.setAll(Json.copy(lead, "id name status_id"));
        if (before != null) {
            item.setAll(Json.copy(before, "old_status_id=status_id"));
        }
        item.setAll(
                Json.copy(
                        lead,
                        """
                price price_with_minor_units responsible_user_id last_modified=updated_at modified_user_id=updated_by
                created_user_id=created_by date_create=created_at pipeline_id account_id"""));
        ArrayNode fields = item.putArray("custom_fields");
        lead.path("custom_fields_values").forEach(field -> fields.add(field(field)));
        item.setAll(Json.copy(lead, "created_at updated_at"));
        return hook;
    }

    /** The hook of a pipeline, or of a deletion: only where the deal is and was, then the account. */
    private static ObjectNode lean(Account account, String event, ObjectNode lead, ObjectNode before) {
        ObjectNode hook = Json.object();
        ObjectNode item = Json.copy(lead, "id status_id pipeline_id");
        if (before != null) {
            item.setAll(Json.copy(before, "old_status_id=status_id old_pipeline_id=pipeline_id"));
        }
        hook.putObject("leads").putArray(event).add(item);
        hook.putObject("account").put("id", account.id()).put("subdomain", account.subdomain());
        return hook;
    }

    /** A date is a bare value, a radiobutton one object; all else is an array of objects. */
    private static ObjectNode field(JsonNode field) {
        ArrayNode values = Json.array();
        for (JsonNode value : field.get("values")) {
            boolean date = text(field, "field_type").equals("date");
            values.add(date ? value.get("value") : Json.copy(value, "value enum=enum_id"));
        }
        ObjectNode hook = Json.copy(field, "id=field_id name=field_name");
        hook.set("values", text(field, "field_type").equals("radiobutton") ? values.get(0) : values);
        return hook.setAll(Json.copy(field, "code=field_code"));
    }

    /** As PHP's {@code http_build_query} does: keys in brackets, null left out, true is 1 and false is 0. */
    private static void encode(String key, JsonNode value, StringJoiner form) {
        if (value.isObject()) {
            value.properties().forEach(field -> encode(key + "[" + field.getKey() + "]", field.getValue(), form));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                encode(key + "[" + i + "]", value.get(i), form);
            }
        } else if (!value.isNull()) {
            String text = value.isBoolean() ? (value.booleanValue() ? "1" : "0") : value.asText();
            form.add(URLEncoder.encode(key, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
    }
}
