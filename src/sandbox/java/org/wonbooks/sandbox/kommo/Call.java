package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.kommo.crm.SpoiltEntry;
import org.wonbooks.sandbox.store.Json;

/**
 * An API call that has been let in.
 *
 * @param path after {@code /api/v4/}
 * @param id the number in the path; 0 without one
 * @param parameters the query, decoded
 * @param body its JSON; missing node without one
 */
record Call(Account account, String path, long id, Map<String, String[]> parameters, JsonNode body) {

    String parameter(String name, String otherwise) {
        return parameters.containsKey(name) ? parameters.get(name)[0] : otherwise;
    }

    Filters filters() {
        return new Filters(parameters);
    }

    /** By {@code order[property]}, {@code asc} unless {@code desc} is asked for. */
    Comparator<ObjectNode> order() {
        String property = filters().order();
        Comparator<ObjectNode> ascending =
                Comparator.comparingLong(entry -> entry.get(property).asLong());
        return parameter("order[" + property + "]", "asc").equals("desc") ? ascending.reversed() : ascending;
    }

    boolean with(String part) {
        return List.of(parameter("with", "").split(",")).contains(part);
    }

    ObjectNode object() {
        if (!body.isObject() || body.isEmpty()) {
            throw KommoProblem.badRequest(body.isArray() ? "Invalid request body" : "Request data can not be empty");
        }
        return (ObjectNode) body;
    }

    ArrayNode items() {
        if (!body.isArray() || body.isEmpty()) {
            throw KommoProblem.badRequest(body.isObject() ? "Invalid request body" : "Request data can not be empty");
        }
        return (ArrayNode) body;
    }

    /** The page asked for of a list, in Kommo's envelope. */
    ObjectNode page(String name, List<ObjectNode> all) {
        return page(name, all, 250);
    }

    /** @param most how many a page has at the most */
    ObjectNode page(String name, List<ObjectNode> all, int most) {
        int limit = number("limit", "50");
        int page = number("page", "1");
        if (limit > most) {
            throw KommoProblem.of(422, "Unprocessable Entity", "Limit " + most + " per page");
        }
        long before = (long) (page - 1) * limit;
        List<ObjectNode> here = all.stream().skip(before).limit(limit).toList();
        String url = account.url(path) + "?limit=" + limit + "&page=";
        ObjectNode envelope = Json.object().put("_page", page).put("_total_items", all.size());
        ObjectNode links = envelope.putObject("_links");
        links.putObject("self").put("href", url + page);
        if (before + limit < all.size()) {
            links.putObject("next").put("href", url + (page + 1));
        }
        ArrayNode list = envelope.putObject("_embedded").putArray(name);
        here.forEach(entry -> list.add(SpoiltEntry.given(entry, true)));
        return envelope;
    }

    private int number(String name, String otherwise) {
        String value = parameter(name, otherwise);
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw KommoProblem.badRequest("Parameter " + name + " is not a positive number");
        }
        return Integer.parseInt(value);
    }

    ObjectNode linked(ObjectNode entry, String path) {
        entry.putObject("_links").putObject("self").put("href", account.url(path));
        return entry;
    }
}
