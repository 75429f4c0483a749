package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Json;

/** The calls on tasks: what somebody is to do about a deal, a person or a company, and by when. */
record TaskCalls(Crm crm) {

    private static final String WRITABLE = "text complete_till task_type_id responsible_user_id is_completed";

    ObjectNode list(Call call) {
        Filters filters = call.filters();
        List<ObjectNode> found = crm.all("tasks", call.account()).stream()
                .filter(task -> filters.has("filter[id]", task.get("id"))
                        && filters.has("filter[entity_type]", task.get("entity_type"))
                        && filters.has("filter[entity_id]", task.get("entity_id"))
                        && filters.has("filter[responsible_user_id]", task.get("responsible_user_id"))
                        && filters.has("filter[is_completed]", number(task.get("is_completed"))))
                .sorted(call.order())
                .toList();
        found.forEach(task -> call.linked(task, "tasks/" + task.get("id")));
        return call.page("tasks", found);
    }

    ObjectNode read(Call call) {
        return crm.find("tasks", call.account(), call.id())
                .map(task -> call.linked(task, call.path()))
                .orElse(null);
    }

    /** Twice the same task is two tasks. */
    ObjectNode add(Call call) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        ObjectNode answer = Json.object();
        ArrayNode added = answer.putObject("_embedded").putArray("tasks");
        for (JsonNode item : call.items()) {
            String requestId = item.path("request_id").asText(String.valueOf(added.size()));
            faults.item(requestId);
            ObjectNode task = crm.create(call.account()).put("task_type_id", 1).put("is_completed", false);
            task.putArray("result");
            for (String required : List.of("text", "complete_till")) {
                if (!item.has(required)) {
                    faults.add("FieldMissing", required, "This field is missing.");
                }
            }
            String type = text(item, "entity_type");
            boolean known = type.matches("leads|contacts|companies");
            if (!known) {
                faults.notSupportedChoice("entity_type");
            } else if (crm.find(type, call.account(), item.path("entity_id").asLong())
                    .isEmpty()) {
                faults.notSupportedChoice("entity_id");
            }
            task.setAll(Json.copy(item, "entity_type entity_id"));
            write(call, item, task, faults);
            crm.put("tasks", task);
            added.addObject().put("request_id", requestId).set("id", task.get("id"));
        }
        faults.refuseIfAny();
        return call.linked(answer, "tasks");
    }

    ObjectNode patch(Call call) {
        KommoProblem.Faults faults = new KommoProblem.Faults();
        ObjectNode task = crm.find("tasks", call.account(), call.id()).orElseGet(Json::object);
        if (task.isEmpty()) {
            faults.notSupportedChoice("id");
        }
        write(call, call.object(), task, faults);
        faults.refuseIfAny();
        crm.put("tasks", task.put("updated_at", crm.now().getEpochSecond()));
        return call.linked(Json.copy(task, "id updated_at"), call.path());
    }

    private static void write(Call call, JsonNode body, ObjectNode task, KommoProblem.Faults faults) {
        for (String key : WRITABLE.split(" ")) {
            JsonNode value = body.path(key);
            if (value.isMissingNode()) {
                continue;
            }
            switch (key) {
                case "text" -> faults.require(value.isTextual(), key, "string");
                case "is_completed" -> faults.require(value.isBoolean(), key, "bool");
                default -> faults.require(value.isIntegralNumber(), key, "int");
            }
            if (key.equals("responsible_user_id") && !call.account().hasUser(value.asLong())) {
                faults.notSupportedChoice(key);
            }
            task.set(key, value);
        }
        if (body.has("result")) {
            faults.require(body.at("/result/text").isTextual(), "result.text", "string");
            task.set("result", Json.copy(body.get("result"), "text"));
        }
    }

    private static JsonNode number(JsonNode flag) {
        return Json.object().put("is", flag.asBoolean() ? 1 : 0).get("is");
    }
}
