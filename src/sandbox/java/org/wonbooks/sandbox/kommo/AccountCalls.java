package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Json;

/** The calls on what an administrator sets up: the account, its pipelines, its fields of deals, its webhooks. */
record AccountCalls(Crm crm) {

    /** The property of a webhook, unknown to the API, by which subscribing again does not enable it. */
    static final String STUBBORN = "stubborn";

    private static final String EVENT =
            "(add|update|delete|restore|responsible|note)_(lead|contact|company)|status_lead"
                    + "|(add|delete|responsible)_task|add_talk|add_message|add_chat_template_review";

    ObjectNode profile(Call call) {
        ObjectNode profile = call.account().profile().deepCopy();
        profile.remove(List.of("timezone", Account.USERS));
        if (call.with("datetime_settings")) {
            String offset = DateTimeFormatter.ofPattern("xxx")
                    .format(crm.now().atZone(call.account().zone()));
            ObjectNode settings = profile.putObject("_embedded").putObject("datetime_settings");
            settings.put("date_format", "m/d/Y").put("time_format", "H:i:s");
            settings.put("timezone", call.account().zone().getId()).put("timezone_offset", offset);
        }
        return call.linked(profile, "account");
    }

    ObjectNode addFields(Call call) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        ObjectNode answer = Json.object();
        ArrayNode added = answer.putObject("_embedded").putArray("custom_fields");
        Set<String> codes = call.account().leadFields().stream()
                .map(field -> text(field, "code"))
                .collect(Collectors.toSet());
        for (JsonNode item : call.items()) {
            faults.item(item.path("request_id").asText(String.valueOf(added.size())));
            faults.require(item.path("name").isTextual(), "name", "string");
            if (!Account.FIELD_TYPES.contains(text(item, "type"))) {
                faults.notSupportedChoice("type");
            }
            if (item.hasNonNull("code") && !codes.add(text(item, "code"))) {
                faults.add("NotUnique", "code", "A field with this code exists already.");
            }
            added.add(crm.put("fields", call.linked(field(call.account(), item), "leads/custom_fields")));
        }
        faults.refuseIfAny();
        return answer.put("_total_items", added.size());
    }

    private ObjectNode field(Account account, JsonNode item) {
        ObjectNode field = crm.create(account).setAll(Json.copy(item, "name type code currency"));
        field.put("entity_type", "leads")
                .put("is_api_only", item.path("is_api_only").asBoolean());
        ArrayNode enums = field.putArray("enums");
        for (JsonNode option : item.path("enums")) {
            enums.add(Json.copy(option, "value code").put("id", crm.nextId()).put("sort", enums.size() + 1));
        }
        return field;
    }

    ObjectNode webhooks(Call call) {
        String destination = call.parameter("filter[destination]", null);
        return call.page(
                "webhooks",
                subscriptions(call.account(), destination).stream()
                        .map(AccountCalls::shown)
                        .toList());
    }

    /** A destination is subscribed once: a second time gives it other settings, and enables it. */
    ObjectNode subscribe(Call call) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        ObjectNode wanted = call.object();
        String destination = text(wanted, "destination");
        if (!destination.matches("https?://[^\\s\\[\\]]+")) {
            faults.add("InvalidUrl", "destination", "This value is not a valid URL.");
        }
        boolean some =
                wanted.path("settings").isArray() && !wanted.path("settings").isEmpty();
        faults.require(some, "settings", "array");
        for (int i = 0; i < wanted.path("settings").size(); i++) {
            if (!wanted.get("settings").path(i).asText().matches(EVENT)) {
                faults.notSupportedChoice("settings." + i);
            }
        }
        faults.refuseIfAny();
        ObjectNode hook = subscriptions(call.account(), destination).stream()
                .findFirst()
                .orElseGet(() -> crm.create(call.account()));
        boolean disabled = hook.path(STUBBORN).asBoolean();
        hook.put("destination", destination).put("sort", 1).put("disabled", disabled);
        Set<JsonNode> events = new LinkedHashSet<>();
        if (crm.mode("subscribing").equals("adds")) {
            hook.path("settings").forEach(events::add);
        }
        wanted.get("settings").forEach(events::add);
        hook.set("settings", Json.array().addAll(events));
        return shown(crm.put("webhooks", hook));
    }

    ObjectNode unsubscribe(Call call) {
        String destination = call.object().path("destination").asText();
        List<ObjectNode> found = subscriptions(call.account(), destination);
        if (found.isEmpty()) {
            throw KommoProblem.notFound("There is no webhook for this destination");
        }
        crm.remove("webhooks", found.get(0));
        return null;
    }

    private static ObjectNode shown(ObjectNode hook) {
        return hook.deepCopy().without(STUBBORN);
    }

    /** @param destination null for any */
    private List<ObjectNode> subscriptions(Account account, String destination) {
        return crm.all("webhooks", account).stream()
                .filter(hook -> destination == null || text(hook, "destination").equals(destination))
                .toList();
    }
}
