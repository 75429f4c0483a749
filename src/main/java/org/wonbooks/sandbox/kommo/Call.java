package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wonbooks.sandbox.Json;

/**
 * An API call that has been let in.
 *
 * @param id the number in its path; 0 without one
 * @param parameters its query, decoded
 * @param body its JSON; missing node without one
 */
record Call(Account account, long id, Map<String, String[]> parameters, JsonNode body) {

    private static final int MOST_ON_A_PAGE = 250;

    String parameter(String name, String otherwise) {
        return parameters.containsKey(name) ? parameters.get(name)[0] : otherwise;
    }

    boolean with(String part) {
        return Arrays.asList(parameter("with", "").split(",")).contains(part);
    }

    /** The body, which must be one object. */
    ObjectNode object() {
        if (body instanceof ObjectNode object && !object.isEmpty()) {
            return object;
        }
        throw Refusal.badRequest(body.isArray() ? "Invalid request body" : "Request data can not be empty");
    }

    /** The body, which must be an array. */
    ArrayNode items() {
        if (body instanceof ArrayNode items && !items.isEmpty()) {
            return items;
        }
        throw Refusal.badRequest(body.isObject() ? "Invalid request body" : "Request data can not be empty");
    }

    /** The page asked for of a list, in Kommo's envelope; null, which is a 204, when it is empty. */
    ObjectNode page(String name, String path, List<ObjectNode> all) {
        int limit = number("limit", 50);
        int page = number("page", 1);
        if (limit > MOST_ON_A_PAGE) {
            throw Refusal.of(422, "Unprocessable Entity", "Limit 250 per page");
        }
        List<ObjectNode> here =
                all.stream().skip((long) (page - 1) * limit).limit(limit).toList();
        if (here.isEmpty()) {
            return null;
        }
        String url = "https://" + account.host() + "/api/v4/" + path + "?limit=" + limit + "&page=";
        ObjectNode envelope = Json.object().put("_page", page);
        ObjectNode links = envelope.putObject("_links");
        links.putObject("self").put("href", url + page);
        if ((long) page * limit < all.size()) {
            links.putObject("next").put("href", url + (page + 1));
        }
        envelope.putObject("_embedded").putArray(name).addAll(here);
        return envelope;
    }

    private int number(String name, int otherwise) {
        String value = parameter(name, String.valueOf(otherwise));
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw Refusal.badRequest("Parameter " + name + " is not a positive number");
        }
        return Integer.parseInt(value);
    }

    /** The link of a record to itself. */
    static ObjectNode linked(ObjectNode entry, Account account, String path) {
        entry.putObject("_links").putObject("self").put("href", "https://" + account.host() + "/api/v4/" + path);
        return entry;
    }
}
