package org.wonbooks.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls of one server that answer JSON. Whatever it refuses is an {@link IllegalStateException} with its words. */
public class JsonCalls {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String authorization;

    /** @param authorization the header's value; empty: none */
    public JsonCalls(String base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    public JsonNode get(String path) {
        return send("GET", path, "");
    }

    public JsonNode post(String path) {
        return send("POST", path, "");
    }

    public JsonNode post(String path, String json) {
        return send("POST", path, json);
    }

    public JsonNode patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public JsonNode delete(String path) {
        return send("DELETE", path, "");
    }

    /** What a call without a body answers, to the letter. */
    public String text(String method, String path) {
        return answer(method, path, "");
    }

    private JsonNode send(String method, String path, String body) {
        try {
            String answer = answer(method, path, body);
            return answer.isEmpty() ? JSON.missingNode() : JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body empty: none */
    protected String answer(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.uri() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
