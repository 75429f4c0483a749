package org.wonbooks.sandbox.kommo.crm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.Store;

/** A call that Kommo refuses, with the problem that it answers. */
public final class KommoProblem extends Refusal {

    private final transient ObjectNode body;

    private KommoProblem(ObjectNode body, String type, int status, String title, String detail) {
        super(detail);
        this.body =
                body.put("title", title).put("type", type).put("status", status).put("detail", detail);
    }

    public static KommoProblem of(int status, String title, String detail) {
        return new KommoProblem(Json.object(), "https://httpstatus.es/" + status, status, title, detail);
    }

    public static KommoProblem badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    public static KommoProblem notFound(String detail) {
        return of(404, "Not Found", detail);
    }

    public static KommoProblem tooMany() {
        String detail = "You have sent too many requests in a given amount of time. Please try again later.";
        KommoProblem problem = of(429, "Too Many Requests", detail);
        problem.body.put("retry_after", 1);
        return problem;
    }

    public static KommoProblem oauth(int status, String hint) {
        String type = "https://developers.amocrm.ru/v3/errors/OAuthProblemJson";
        ObjectNode body = Json.object().put("hint", hint);
        return new KommoProblem(body, type, status, "Bad Request", "The request is missing a required parameter");
    }

    @Override
    public ResponseEntity<byte[]> answer(Instant now, Store store) {
        if (body.has("validation-errors") && Modes.otherwise(store, "kommo", "problems")) {
            body.remove("validation-errors");
        }
        return Json.answer(body.get("status").asInt(), MediaType.APPLICATION_PROBLEM_JSON, Json.write(body));
    }

    /** Gathers what is wrong with a body, item by item, so that it can be refused as a whole. */
    public static final class Faults {

        private final ObjectNode body = Json.object();
        private final ArrayNode items = body.putArray("validation-errors");
        private String requestId = "0";
        private ArrayNode errors;

        /** What is found from here on belongs to this item. */
        public void item(String requestId) {
            this.requestId = requestId;
            errors = null;
        }

        public void notSupportedChoice(String path) {
            add("NotSupportedChoice", path, "The value you selected is not a valid choice.");
        }

        public void require(boolean right, String path, String type) {
            if (!right) {
                invalidType(path, type);
            }
        }

        /** @param type what was expected, as Kommo names it: int, string, bool, array, datetime */
        public void invalidType(String path, String type) {
            add("InvalidType", path, "This value should be of type " + type + ".");
        }

        public void add(String code, String path, String detail) {
            if (errors == null) {
                errors = items.addObject().put("request_id", requestId).putArray("errors");
            }
            errors.addObject().put("code", code).put("path", path).put("detail", detail);
        }

        /** @throws KommoProblem 400 with all that was found, if anything was */
        public void refuseIfAny() {
            if (!items.isEmpty()) {
                throw refusal();
            }
        }

        /** 400 with all that was found. */
        public KommoProblem refusal() {
            String type = "https://httpstatus.es/400";
            return new KommoProblem(body, type, 400, "Bad Request", "Request validation failed");
        }
    }
}
