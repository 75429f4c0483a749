package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.wonbooks.sandbox.Json;

/** The calls on deals, the people and companies they are with, and their notes. */
record LeadCalls(Crm crm, Deals deals) {

    /** A deal, contact or company. A deal shows its contacts only when asked for them, its company always. */
    ObjectNode read(Call call) {
        ObjectNode entry = crm.find(call.path().replaceFirst("/.*", ""), call.account(), call.id())
                .orElse(null);
        if (entry == null) {
            return null;
        }
        if (!call.with("contacts")) {
            ((ObjectNode) entry.path("_embedded")).remove("contacts");
        }
        return call.linked(entry, call.path());
    }

    ObjectNode patch(Call call) {
        Refusal.Faults faults = new Refusal.Faults();
        ObjectNode lead = crm.find("leads", call.account(), call.id()).orElse(null);
        if (lead == null) {
            faults.notSupportedChoice("id");
        }
        faults.refuseIfAny();
        deals.change(call.account(), lead, call.object());
        ObjectNode answer = Json.object().put("id", call.id());
        answer.set("updated_at", lead.get("updated_at"));
        return call.linked(answer, call.path());
    }

    /** Twice the same note is two notes: nothing in this call is idempotent. */
    ObjectNode addNotes(Call call) {
        Refusal.Faults faults = new Refusal.Faults();
        ObjectNode answer = Json.object();
        ArrayNode added = answer.putObject("_embedded").putArray("notes");
        for (JsonNode item : call.items()) {
            String requestId = item.path("request_id").asText(String.valueOf(added.size()));
            faults.item(requestId);
            long leadId = call.id() == 0 ? item.path("entity_id").asLong() : call.id();
            if (crm.find("leads", call.account(), leadId).isEmpty()) {
                faults.notSupportedChoice("entity_id");
            }
            String type = item.path("note_type").asText();
            if (!type.matches("common|service_message|extended_service_message")) {
                faults.notSupportedChoice("note_type");
            }
            for (String key : type.equals("common") ? List.of("text") : List.of("text", "service")) {
                if (!item.path("params").path(key).isTextual()) {
                    faults.invalidType("params." + key, "string");
                }
            }
            ObjectNode note =
                    crm.create(call.account()).put("entity_id", leadId).put("note_type", type);
            note.set("params", item.path("params"));
            crm.put("notes", note);
            added.addObject()
                    .put("entity_id", leadId)
                    .put("request_id", requestId)
                    .set("id", note.get("id"));
        }
        faults.refuseIfAny();
        return call.linked(answer, "leads/notes");
    }

    /** A deal's notes, by {@code filter[note_type][]} and {@code order[id]}. */
    ObjectNode notes(Call call) {
        String[] types = call.parameters().get("filter[note_type][]");
        Comparator<ObjectNode> byId =
                Comparator.comparingLong(note -> note.get("id").asLong());
        return call.page(
                "notes",
                crm.all("notes", call.account()).stream()
                        .filter(note -> note.get("entity_id").asLong() == call.id())
                        .filter(note -> types == null
                                || Arrays.asList(types)
                                        .contains(note.get("note_type").asText()))
                        .sorted(call.parameter("order[id]", "asc").equals("desc") ? byId.reversed() : byId)
                        .toList());
    }
}
