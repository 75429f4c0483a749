package org.wonbooks.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the first connection of a fresh sandbox, by the same pages and consents that a person would use. */
@Component
@Profile("sandbox")
public class SandboxConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConnection.class);

    private final Person person;

    SandboxConnection(Person person) {
        this.person = person;
    }

    /** At the start; a person can still connect by hand what could not be connected here. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void start() {
        try {
            connect();
        } catch (RuntimeException e) {
            LOG.warn("The sandbox is not connected yet: {}", e.getMessage());
        }
    }

    /** Connects what is not connected yet. */
    public void connect() {
        if (connections().isEmpty()) {
            person.post("/api/v1/connections", Map.of("name", "Acme Studio", "kommo", Map.of("subdomain", "acme")));
        }
        JsonNode first = connections().get(0);
        for (String peer : List.of("kommo", "quickbooks")) {
            if (first.path(peer).path("state").asText().equals("NEW")) {
                person.visit("/oauth/" + peer + "/connect?connection="
                        + first.path("id").asText());
            }
        }
    }

    private JsonNode connections() {
        return person.get("/api/v1/connections").path("items");
    }
}
