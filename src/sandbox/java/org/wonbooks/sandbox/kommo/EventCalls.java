package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.store.Json;

/** The call on what happened to deals: one that was won and moved on between two looks is found here. */
record EventCalls(Crm crm) {

    private static final Comparator<ObjectNode> OLDEST = Comparator.comparing(event -> Json.text(event, "id"));

    /** By type, entity, time, author, and the stage that a deal has come to; the newest first. */
    ObjectNode list(Call call) {
        Filters filters = call.filters();
        List<ObjectNode> found = crm.all("events", call.account()).stream()
                .filter(event -> filters.has("filter[type]", event.get("type"))
                        && filters.has("filter[entity]", event.get("entity_type"))
                        && filters.has("filter[entity_id]", event.get("entity_id"))
                        && filters.has("filter[created_by]", event.get("created_by"))
                        && filters.within("filter[created_at]", event.get("created_at"))
                        && filters.stage(
                                "filter[value_after][leads_statuses]",
                                event.at("/value_after/0/lead_status/pipeline_id"),
                                event.at("/value_after/0/lead_status/id")))
                .sorted(crm.mode("eventOrder").equals("oldest") ? OLDEST : OLDEST.reversed())
                .toList();
        found.forEach(event -> call.linked(event, "events/" + Json.text(event, "id")));
        return call.page("events", found, Integer.parseInt(crm.mode("eventPage")));
    }
}
