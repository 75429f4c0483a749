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
import java.util.List;
import java.util.stream.StreamSupport;

/** The sandbox over HTTP, as a person uses its page. */
public class SandboxCalls {

    public static final String REALM = "9341455000000001";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    public SandboxCalls(int port) {
        base = "http://localhost:" + port + "/sandbox";
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    public JsonNode post(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).POST(BodyPublishers.noBody()));
    }

    public JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public JsonNode patch(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    public void delete(String path) {
        send(HttpRequest.newBuilder(URI.create(base + path)).DELETE());
    }

    /** Enters a deal in Negotiation; answers its id. */
    public long deal(String json) {
        return post("/kommo/leads", json).path("id").asLong();
    }

    public void win(long lead) {
        post("/kommo/leads/" + lead + "/win");
    }

    /** The deal as its card shows it. */
    public JsonNode lead(long id) {
        return StreamSupport.stream(get("/state").path("kommo").path("leads").spliterator(), false)
                .filter(lead -> lead.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    /** The invoices whose private note carries the deal's marker. */
    public List<JsonNode> invoicesOf(long lead) {
        return StreamSupport.stream(company().path("invoices").spliterator(), false)
                .filter(invoice ->
                        invoice.path("privateNote").asText().matches("(?s).*wonbooks:\\d+:" + lead + ":\\d+$"))
                .toList();
    }

    public List<JsonNode> customers(String nameStart) {
        return StreamSupport.stream(company().path("customers").spliterator(), false)
                .filter(customer -> customer.toString().contains("\"" + nameStart))
                .toList();
    }

    public JsonNode company() {
        return StreamSupport.stream(
                        get("/state").path("quickbooks").path("realms").spliterator(), false)
                .filter(realm -> realm.path("realmId").asText().equals(REALM))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.uri() + " " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
