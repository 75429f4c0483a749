package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wonbooks.sandbox.Json;

/** Gathers what is wrong with a body, item by item, and refuses it as a whole. */
final class Validation {

    private final ObjectNode body = Json.object();
    private final ArrayNode faultyItems = body.putArray("validation-errors");
    private String requestId = "0";
    private ArrayNode errors;

    /** What is found from here on belongs to this item: its {@code request_id}, or else its place. */
    void item(JsonNode item, int place) {
        requestId = item.path("request_id").asText(String.valueOf(place));
        errors = null;
    }

    void notSupportedChoice(String path) {
        add("NotSupportedChoice", path, "The value you selected is not a valid choice.");
    }

    /** @param type what was expected, as Kommo names it: int, string, bool, array */
    void invalidType(String path, String type) {
        add("InvalidType", path, "This value should be of type " + type + ".");
    }

    void add(String code, String path, String detail) {
        if (errors == null) {
            errors = faultyItems.addObject().put("request_id", requestId).putArray("errors");
        }
        errors.addObject().put("code", code).put("path", path).put("detail", detail);
    }

    /** @throws Refusal 400 with all that was found, if anything was */
    void refuseIfFaulty() {
        if (!faultyItems.isEmpty()) {
            throw refusal();
        }
    }

    Refusal refusal() {
        return new Refusal(400, Refusal.describe(body, 400, "Bad Request", "Request validation failed"));
    }
}
