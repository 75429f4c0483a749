package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;

/** The calls on what an administrator sets up: the account, its pipelines, its fields of deals, its webhooks. */
@Component
@Profile("sandbox")
class AccountCalls {

    private static final Set<String> EVENTS = Stream.concat(
                    Stream.of("lead", "contact", "company")
                            .flatMap(entity -> Stream.of("add", "update", "delete", "restore", "responsible", "note")
                                    .map(event -> event + "_" + entity)),
                    Stream.of(
                            "status_lead",
                            "add_task",
                            "delete_task",
                            "responsible_task",
                            "add_talk",
                            "add_message",
                            "add_chat_template_review"))
            .collect(Collectors.toUnmodifiableSet());

    private final Crm crm;
    private final Clock clock;

    AccountCalls(Crm crm, SandboxClock clock) {
        this.crm = crm;
        this.clock = clock;
    }

    ObjectNode profile(Call call) {
        ObjectNode profile = call.account().profile();
        String timezone = profile.remove("timezone").asText();
        if (call.with("datetime_settings")) {
            String offset =
                    DateTimeFormatter.ofPattern("xxx").format(clock.instant().atZone(java.time.ZoneId.of(timezone)));
            profile.putObject("_embedded")
                    .putObject("datetime_settings")
                    .put("date_format", "m/d/Y")
                    .put("time_format", "H:i:s")
                    .put("timezone", timezone)
                    .put("timezone_offset", offset);
        }
        return Call.linked(profile, call.account(), "account");
    }

    ObjectNode pipelines(Call call) {
        ObjectNode answer =
                Json.object().put("_total_items", call.account().pipelines().size());
        answer.putObject("_embedded")
                .putArray("pipelines")
                .addAll(call.account().pipelines());
        return answer;
    }

    ObjectNode fields(Call call) {
        List<ObjectNode> all = call.account().leadFields();
        ObjectNode page = call.page("custom_fields", "leads/custom_fields", all);
        return page == null ? null : page.put("_total_items", all.size());
    }

    ObjectNode addFields(Call call) {
        Validation validation = new Validation();
        ArrayNode added = Json.array();
        Set<String> codes = call.account().leadFields().stream()
                .map(field -> field.path("code").asText())
                .collect(Collectors.toSet());
        for (int i = 0; i < call.items().size(); i++) {
            JsonNode item = call.items().get(i);
            validation.item(item, i);
            if (!item.path("name").isTextual()) {
                validation.invalidType("name", "string");
            }
            if (!FieldValues.TYPES.contains(item.path("type").asText())) {
                validation.notSupportedChoice("type");
            }
            if (item.hasNonNull("code") && !codes.add(item.get("code").asText())) {
                validation.add("NotUnique", "code", "A field with this code exists already.");
            }
            added.add(field(call.account(), item));
        }
        validation.refuseIfFaulty();
        added.forEach(field -> crm.put(Crm.Kind.FIELDS, (ObjectNode) field));
        ObjectNode answer = Json.object().put("_total_items", added.size());
        answer.putObject("_embedded").set("custom_fields", added);
        return answer;
    }

    private ObjectNode field(Account account, JsonNode item) {
        ObjectNode field = Json.object()
                .put("id", crm.nextId())
                .put("account_id", account.id())
                .put("entity_type", "leads")
                .put("is_deletable", true)
                .put("is_predefined", false)
                .put("is_api_only", item.path("is_api_only").asBoolean())
                .put("sort", item.path("sort").asInt(500));
        for (String key : List.of("name", "type", "code", "currency")) {
            field.set(key, item.path(key).isTextual() ? item.get(key) : field.nullNode());
        }
        ArrayNode enums = Json.array();
        for (JsonNode option : item.path("enums")) {
            ObjectNode choice = enums.addObject().put("id", crm.nextId());
            choice.set("value", option.path("value"));
            choice.set("code", option.has("code") ? option.get("code") : choice.nullNode());
            choice.put("sort", option.path("sort").asInt(enums.size()));
        }
        field.set("enums", enums.isEmpty() ? field.nullNode() : enums);
        return Call.linked(field, account, "leads/custom_fields/" + field.get("id"));
    }

    ObjectNode webhooks(Call call) {
        String destination = call.parameter("filter[destination]", null);
        List<ObjectNode> found = crm.all(Crm.Kind.WEBHOOKS, call.account().id()).stream()
                .filter(hook ->
                        destination == null || hook.get("destination").asText().equals(destination))
                .toList();
        ObjectNode page = call.page("webhooks", "webhooks", found);
        return page == null ? null : page.put("_total_items", found.size());
    }

    /** A destination is subscribed once: a second time gives it other settings. */
    ObjectNode subscribe(Call call) {
        Validation validation = new Validation();
        ObjectNode wanted = call.object();
        String destination = wanted.path("destination").asText();
        if (!destination.matches("https?://[^\\s\\[\\]]+")) {
            validation.add("InvalidUrl", "destination", "This value is not a valid URL.");
        }
        if (!wanted.path("settings").isArray() || wanted.get("settings").isEmpty()) {
            validation.invalidType("settings", "array");
        }
        for (int i = 0; i < wanted.path("settings").size(); i++) {
            if (!EVENTS.contains(wanted.get("settings").get(i).asText())) {
                validation.notSupportedChoice("settings." + i);
            }
        }
        validation.refuseIfFaulty();
        long now = clock.instant().getEpochSecond();
        ObjectNode hook = subscription(call.account(), destination).orElseGet(() -> Json.object()
                .put("id", crm.nextId())
                .put("destination", destination)
                .put("created_at", now)
                .put("created_by", call.account().userId())
                .put("account_id", call.account().id()));
        hook.put("updated_at", now).put("sort", wanted.path("sort").asInt(1)).put("disabled", false);
        hook.set("settings", wanted.get("settings"));
        crm.put(Crm.Kind.WEBHOOKS, hook);
        return hook;
    }

    ObjectNode unsubscribe(Call call) {
        String destination = call.object().path("destination").asText();
        ObjectNode hook = subscription(call.account(), destination)
                .orElseThrow(() -> Refusal.of(404, "Not Found", "There is no webhook for this destination"));
        crm.remove(Crm.Kind.WEBHOOKS, hook);
        return null;
    }

    private Optional<ObjectNode> subscription(Account account, String destination) {
        return crm.all(Crm.Kind.WEBHOOKS, account.id()).stream()
                .filter(hook -> Objects.equals(hook.get("destination").asText(), destination))
                .findFirst();
    }
}
