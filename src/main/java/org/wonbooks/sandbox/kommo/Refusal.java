package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.Json;

/** A call that Kommo refuses, with the status and the problem that it answers. */
final class Refusal extends RuntimeException {

    private final transient ObjectNode body;

    private Refusal(ObjectNode body) {
        super(body.get("detail").asText(), null, false, false);
        this.body = body;
    }

    static Refusal of(int status, String title, String detail) {
        return new Refusal(describe(Json.object(), "https://httpstatus.es/" + status, status, title, detail));
    }

    static Refusal badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    static Refusal notFound(String detail) {
        return of(404, "Not Found", detail);
    }

    /** A refusal of the token endpoint. */
    static Refusal oauth(int status, String hint) {
        ObjectNode body = Json.object().put("hint", hint);
        String type = "https://developers.amocrm.ru/v3/errors/OAuthProblemJson";
        return new Refusal(describe(body, type, status, "Bad Request", "The request is missing a required parameter"));
    }

    private static ObjectNode describe(ObjectNode body, String type, int status, String title, String detail) {
        return body.put("title", title).put("type", type).put("status", status).put("detail", detail);
    }

    ObjectNode body() {
        return body;
    }

    ResponseEntity<byte[]> answer() {
        return Json.answer(body.get("status").asInt(), MediaType.APPLICATION_PROBLEM_JSON, Json.text(body));
    }

    /** Gathers what is wrong with a body, item by item, so that it can be refused as a whole. */
    static final class Faults {

        private final ObjectNode body = Json.object();
        private final ArrayNode items = body.putArray("validation-errors");
        private String requestId = "0";
        private ArrayNode errors;

        /** What is found from here on belongs to this item. */
        void item(String requestId) {
            this.requestId = requestId;
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
                errors = items.addObject().put("request_id", requestId).putArray("errors");
            }
            errors.addObject().put("code", code).put("path", path).put("detail", detail);
        }

        /** @throws Refusal 400 with all that was found, if anything was */
        void refuseIfAny() {
            if (!items.isEmpty()) {
                String type = "https://httpstatus.es/400";
                throw new Refusal(describe(body, type, 400, "Bad Request", "Request validation failed"));
            }
        }
    }
}
