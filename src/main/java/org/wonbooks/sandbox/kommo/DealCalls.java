package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;

/** The calls on deals, the people and companies they are with, and their notes. */
@Component
@Profile("sandbox")
class DealCalls {

    private static final Set<String> NOTE_TYPES = Set.of("common", "service_message", "extended_service_message");

    private final Crm crm;
    private final Clock clock;
    private final DealHooks hooks;

    DealCalls(Crm crm, SandboxClock clock, DealHooks hooks) {
        this.crm = crm;
        this.clock = clock;
        this.hooks = hooks;
    }

    /** The contacts are shown only when asked for, the company always. */
    ObjectNode lead(Call call) {
        ObjectNode lead = find(call, Crm.Kind.LEADS, "leads");
        if (lead != null && !call.with("contacts")) {
            ((ObjectNode) lead.get("_embedded")).remove("contacts");
        }
        return lead;
    }

    ObjectNode contact(Call call) {
        return find(call, Crm.Kind.CONTACTS, "contacts");
    }

    ObjectNode company(Call call) {
        return find(call, Crm.Kind.COMPANIES, "companies");
    }

    private ObjectNode find(Call call, Crm.Kind kind, String path) {
        return crm.find(kind, call.account().id(), call.id())
                .map(entry -> Call.linked(entry, call.account(), path + "/" + call.id()))
                .orElse(null);
    }

    ObjectNode patch(Call call) {
        Validation validation = new Validation();
        ObjectNode lead = crm.find(Crm.Kind.LEADS, call.account().id(), call.id())
                .orElseThrow(() -> {
                    validation.notSupportedChoice("id");
                    return validation.refusal();
                });
        ObjectNode before = lead.deepCopy();
        LeadPatch.apply(call.account(), lead, call.object(), clock.instant());
        crm.put(Crm.Kind.LEADS, lead);
        hooks.changed(call.account(), before, lead);
        ObjectNode answer = Json.object().put("id", call.id());
        answer.set("updated_at", lead.get("updated_at"));
        return Call.linked(answer, call.account(), "leads/" + call.id());
    }

    /** Twice the same note is two notes: nothing in this call is idempotent. */
    ObjectNode addNotes(Call call) {
        Validation validation = new Validation();
        ObjectNode answer = Json.object();
        ArrayNode added = answer.putObject("_embedded").putArray("notes");
        List<ObjectNode> notes = new ArrayList<>();
        for (int i = 0; i < call.items().size(); i++) {
            JsonNode item = call.items().get(i);
            validation.item(item, i);
            long leadId = call.id() == 0 ? item.path("entity_id").asLong() : call.id();
            if (crm.find(Crm.Kind.LEADS, call.account().id(), leadId).isEmpty()) {
                validation.notSupportedChoice("entity_id");
            }
            String type = item.path("note_type").asText();
            if (!NOTE_TYPES.contains(type)) {
                validation.notSupportedChoice("note_type");
            }
            for (String key : type.equals("common") ? List.of("text") : List.of("text", "service")) {
                if (!item.path("params").path(key).isTextual()) {
                    validation.invalidType("params." + key, "string");
                }
            }
            ObjectNode note = note(call.account(), leadId, type, item.path("params"));
            notes.add(note);
            ObjectNode confirmed = added.addObject();
            confirmed.set("id", note.get("id"));
            confirmed
                    .put("entity_id", leadId)
                    .put("request_id", item.path("request_id").asText(String.valueOf(i)));
        }
        validation.refuseIfFaulty();
        notes.forEach(note -> crm.put(Crm.Kind.NOTES, note));
        return Call.linked(answer, call.account(), "leads/notes");
    }

    private ObjectNode note(Account account, long leadId, String type, JsonNode params) {
        long now = clock.instant().getEpochSecond();
        ObjectNode note = Json.object()
                .put("id", crm.nextId())
                .put("entity_id", leadId)
                .put("created_by", account.userId())
                .put("updated_by", account.userId())
                .put("created_at", now)
                .put("updated_at", now)
                .put("responsible_user_id", account.userId())
                .put("group_id", 0)
                .put("note_type", type)
                .put("account_id", account.id());
        note.set("params", params);
        return note;
    }

    /** A deal's notes, by {@code filter[note_type][]} and {@code order[id]}. */
    ObjectNode notes(Call call) {
        String[] types = call.parameters().get("filter[note_type][]");
        List<ObjectNode> found =
                new ArrayList<>(crm.all(Crm.Kind.NOTES, call.account().id()).stream()
                        .filter(note -> note.get("entity_id").longValue() == call.id())
                        .filter(note -> types == null
                                || Arrays.asList(types)
                                        .contains(note.get("note_type").asText()))
                        .toList());
        if (call.parameter("order[id]", "asc").equals("desc")) {
            Collections.reverse(found);
        }
        return call.page("notes", "leads/" + call.id() + "/notes", found);
    }
}
