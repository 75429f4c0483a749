package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;

/** A client of the account {@code acme} with a long-lived token. */
public record Acme(SandboxRun sandbox, String token) {

    static final String ACCOUNT = "/sandbox/kommo/acme";
    public static final long SALES = 8572511;
    public static final long PAYMENTS = 8572519;
    public static final long PAYMENT_RECEIVED = 67548700;

    public static Acme of(SandboxRun sandbox) throws IOException {
        JsonNode answer = sandbox.control("POST", "/kommo/accounts/acme/long-lived-token", null);
        return new Acme(sandbox, answer.get("token").asText());
    }

    public Answer get(String path) throws IOException {
        return call("GET", path, null);
    }

    public Answer call(String method, String path, String body) throws IOException {
        return sandbox.send(method, ACCOUNT + "/api/v4/" + path, body, "Authorization", "Bearer " + token);
    }

    /** Enters a deal. */
    public long deal(String json) throws IOException {
        return sandbox.control("POST", "/kommo/leads", json).get("id").asLong();
    }

    public void move(long id, long pipeline, long status) throws IOException {
        sandbox.control("POST", "/kommo/leads/%d/move?pipeline=%d&status=%d".formatted(id, pipeline, status), "");
    }

    /** A minute on; the seconds of then. */
    public long later() throws IOException {
        String clock =
                sandbox.control("POST", "/clock?advance=PT1M", "").path("clock").asText();
        return Instant.parse(clock).getEpochSecond();
    }

    public JsonNode lead(long id) throws IOException {
        return get("leads/" + id + "?with=contacts").json();
    }

    /** The value of a field on a deal, as the API gives it; missing without one. */
    public JsonNode field(long leadId, String code) throws IOException {
        return StreamSupport.stream(lead(leadId).get("custom_fields_values").spliterator(), false)
                .filter(field -> field.get("field_code").asText().equals(code))
                .findFirst()
                .map(field -> field.at("/values/0/value"))
                .orElse(MissingNode.getInstance());
    }
}
