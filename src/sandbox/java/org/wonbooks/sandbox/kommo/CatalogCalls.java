package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.kommo.crm.Products;
import org.wonbooks.sandbox.store.Json;

/** The calls on lists and their elements, and on what a deal is linked to. */
record CatalogCalls(Crm crm) {

    ObjectNode catalogs(Call call) {
        List<ObjectNode> catalogs = new ArrayList<>();
        for (JsonNode catalog : Products.catalogs(call.account())) {
            catalogs.add(call.linked((ObjectNode) catalog, "catalogs/" + catalog.get("id")));
        }
        return call.page("catalogs", catalogs);
    }

    /** By id and by {@code query}, a part of the name or of a value; all other filters are ignored. */
    ObjectNode elements(Call call) {
        String wanted = call.parameter("query", "").toLowerCase(Locale.ROOT);
        List<ObjectNode> found = crm.all("elements", call.account()).stream()
                .filter(element -> element.get(Products.CATALOG).asLong() == call.id())
                .filter(element -> call.filters().has("filter[id]", element.get("id")))
                .filter(element -> (text(element, "name") + element.findValuesAsText("value"))
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        found.forEach(element -> call.linked(element, call.path() + "/" + element.get("id")));
        return call.page("elements", found);
    }

    ObjectNode element(Call call) {
        return crm.find("elements", call.account(), call.id())
                .filter(element -> call.path().startsWith("catalogs/" + element.get(Products.CATALOG) + "/"))
                .map(element -> call.linked(element, call.path()))
                .orElse(null);
    }

    /** Everything that a deal is linked to, by {@code filter[to_entity_type]} and {@code filter[to_catalog_id]}. */
    ObjectNode links(Call call) {
        JsonNode embedded = crm.find("leads", call.account(), call.id())
                .map(lead -> lead.get("_embedded"))
                .orElseThrow(() -> KommoProblem.notFound("Entity not found"));
        ArrayNode links = Json.array();
        for (String type : List.of("contacts", "companies", "catalog_elements")) {
            for (JsonNode entry : embedded.path(type)) {
                ObjectNode link = Json.object().put("to_entity_type", type);
                link.set("to_entity_id", entry.get("id"));
                link.set("metadata", entry.get("metadata"));
                if (type.equals("contacts")) {
                    link.putObject("metadata").set("main_contact", entry.get("is_main"));
                }
                if (call.filters().has("filter[to_entity_type]", link.get("to_entity_type"))
                        && call.filters().has("filter[to_catalog_id]", entry.at("/metadata/" + Products.CATALOG))) {
                    links.add(link);
                }
            }
        }
        ObjectNode answer = Json.object().put("_total_items", links.size());
        answer.putObject("_embedded").set("links", links);
        return links.isEmpty() ? null : call.linked(answer, call.path());
    }
}
