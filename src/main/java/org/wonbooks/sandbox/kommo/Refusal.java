package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wonbooks.sandbox.Json;

/** A call that Kommo refuses, with the status and the problem body that it answers. */
final class Refusal extends RuntimeException {

    private final int status;
    private final transient ObjectNode body;

    Refusal(int status, ObjectNode body) {
        super(body.path("detail").asText(), null, false, false);
        this.status = status;
        this.body = body;
    }

    /** The plain problem: title, type, status, detail. */
    static Refusal of(int status, String title, String detail) {
        ObjectNode body = Json.object();
        return new Refusal(status, describe(body, status, title, detail));
    }

    static Refusal badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    static ObjectNode describe(ObjectNode body, int status, String title, String detail) {
        return body.put("title", title)
                .put("type", "https://httpstatus.es/" + status)
                .put("status", status)
                .put("detail", detail);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body;
    }
}
