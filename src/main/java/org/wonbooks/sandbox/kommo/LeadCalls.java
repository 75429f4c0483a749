package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.Json.text;

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
        return entry == null ? null : shown(call, entry, call.path());
    }

    private static ObjectNode shown(Call call, ObjectNode entry, String path) {
        if (!call.with("contacts")) {
            ((ObjectNode) entry.path("_embedded")).remove("contacts");
        }
        return call.linked(entry, path);
    }

    /** Deals by {@code filter[updated_at][from|to]} and {@code order[updated_at]}. */
    ObjectNode list(Call call) {
        long from = Long.parseLong(call.parameter("filter[updated_at][from]", "0"));
        long to = Long.parseLong(call.parameter("filter[updated_at][to]", "" + Long.MAX_VALUE));
        List<ObjectNode> found = crm.all("leads", call.account()).stream()
                .filter(lead -> lead.get("updated_at").asLong() >= from
                        && lead.get("updated_at").asLong() <= to)
                .sorted(order(call, "updated_at"))
                .toList();
        found.forEach(lead -> shown(call, lead, "leads/" + lead.get("id")));
        return call.page("leads", found);
    }

    ObjectNode patch(Call call) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
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
        KommoProblem.Faults faults = new KommoProblem.Faults();
        ObjectNode answer = Json.object();
        ArrayNode added = answer.putObject("_embedded").putArray("notes");
        for (JsonNode item : call.items()) {
            String requestId = item.path("request_id").asText(String.valueOf(added.size()));
            faults.item(requestId);
            long leadId = call.id() == 0 ? item.path("entity_id").asLong() : call.id();
            if (crm.find("leads", call.account(), leadId).isEmpty()) {
                faults.notSupportedChoice("entity_id");
            }
            String type = text(item, "note_type");
            if (!type.matches("common|service_message|extended_service_message")) {
                faults.notSupportedChoice("note_type");
            }
            for (String key : type.equals("common") ? List.of("text") : List.of("text", "service")) {
                faults.require(item.at("/params/" + key).isTextual(), "params." + key, "string");
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
        return call.page(
                "notes",
                crm.all("notes", call.account()).stream()
                        .filter(note -> note.get("entity_id").asLong() == call.id())
                        .filter(note -> types == null || Arrays.asList(types).contains(text(note, "note_type")))
                        .sorted(order(call, "id"))
                        .toList());
    }

    /** By {@code order[property]}, {@code asc} unless {@code desc} is asked for. */
    private static Comparator<ObjectNode> order(Call call, String property) {
        Comparator<ObjectNode> ascending =
                Comparator.comparingLong(entry -> entry.get(property).asLong());
        return call.parameter("order[" + property + "]", "asc").equals("desc") ? ascending.reversed() : ascending;
    }
}
