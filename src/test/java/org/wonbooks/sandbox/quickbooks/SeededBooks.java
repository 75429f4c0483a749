package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.quickbooks.Client.ACME;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.sandbox.SandboxTest;
import org.wonbooks.sandbox.store.Json;

/** The books of a company, which each test finds as they are seeded. Webhooks are kept, and not sent. */
public abstract class SeededBooks extends SandboxTest {

    protected static final String REALM = "/quickbooks/realms/" + ACME;

    protected Client client;

    @BeforeEach
    protected void seedTheBooks() throws IOException {
        sandbox.control("POST", "/reset", "");
        sandbox.control("PATCH", "/hooks", "{\"keep\": true, \"enabled\": false}");
        client = new Client(sandbox, ACME);
    }

    /** Makes a customer on another thread. */
    CompletableFuture<String> customerMeanwhile(String name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.customer(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The events of the webhooks since the last time, as {@code entity.operation id}. */
    protected static List<String> told() throws IOException {
        List<String> events = new ArrayList<>();
        for (JsonNode body : kept()) {
            for (JsonNode event : body) {
                String[] type = event.path("type").asText().split("\\.");
                events.add(type[1] + "." + type[2] + " "
                        + event.path("intuitentityid").asText());
            }
        }
        return events;
    }

    /** What the webhooks since the last time say. */
    protected static List<JsonNode> kept() throws IOException {
        List<JsonNode> bodies = new ArrayList<>();
        for (JsonNode hook : sandbox.control("GET", "/hooks/kept", null)) {
            bodies.add(Json.read(hook.path("body").binaryValue()));
        }
        return bodies;
    }
}
