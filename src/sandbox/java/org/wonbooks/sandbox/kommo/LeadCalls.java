package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.Deals;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.kommo.crm.SpoiltEntry;
import org.wonbooks.sandbox.store.Json;

/** The calls on deals, the people and companies they are with, and their notes. */
record LeadCalls(Crm crm, Deals deals) {

    private static final Function<ObjectNode, Long> OLDEST =
            note -> note.get("id").asLong();

    /**
     * A deal, contact or company. A deal shows its contacts and products only when asked for them, its company always.
     */
    ObjectNode read(Call call) {
        ObjectNode entry = crm.find(call.path().replaceFirst("/.*", ""), call.account(), call.id())
                .orElse(null);
        return entry == null ? null : (ObjectNode) SpoiltEntry.given(shown(call, entry, call.path()), false);
    }

    private static ObjectNode shown(Call call, ObjectNode entry, String path) {
        ObjectNode embedded = (ObjectNode) entry.get("_embedded");
        for (String part : List.of("contacts", "catalog_elements")) {
            if (!call.with(part)) {
                embedded.remove(part);
            }
        }
        if (call.with("catalog_elements") && !embedded.has("catalog_elements")) {
            embedded.putArray("catalog_elements");
        }
        return call.linked(entry, path);
    }

    /** Deals by their ids, pipelines, stages, responsible users and times. */
    ObjectNode list(Call call) {
        Filters filters = call.filters();
        List<ObjectNode> found = crm.all("leads", call.account()).stream()
                .filter(lead -> filters.has("filter[id]", lead.get("id"))
                        && filters.has("filter[pipeline_id]", lead.get("pipeline_id"))
                        && filters.has("filter[responsible_user_id]", lead.get("responsible_user_id"))
                        && (crm.mode("filters").equals("ignored")
                                || filters.stage("filter[statuses]", lead.get("pipeline_id"), lead.get("status_id")))
                        && Stream.of("created_at", "updated_at", "closed_at")
                                .allMatch(time -> filters.within("filter[" + time + "]", lead.path(time))))
                .sorted(call.order())
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
        deals.change(call.account(), lead, call.object(), crm.mode("ownChanges").equals("told"));
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
        return call.page(
                "notes",
                crm.all("notes", call.account()).stream()
                        .filter(note -> note.get("entity_id").asLong() == call.id())
                        .filter(note -> call.filters().has("filter[note_type]", note.get("note_type")))
                        .sorted(crm.mode("noteOrder").equals("asked") ? call.order() : Comparator.comparing(OLDEST))
                        .toList());
    }
}
