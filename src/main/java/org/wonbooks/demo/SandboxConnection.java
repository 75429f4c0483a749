package org.wonbooks.demo;

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
class SandboxConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConnection.class);

    private final Person person;

    SandboxConnection(Person person) {
        this.person = person;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void connect() {
        if (person.get("/api/v1/connections").path("total").asInt() > 0) {
            return;
        }
        long id = person.post(
                        "/api/v1/connections", Map.of("name", "Acme Studio", "kommo", Map.of("subdomain", "acme")))
                .path("id")
                .asLong();
        person.visit("/oauth/kommo/connect?connection=" + id);
        person.visit("/oauth/quickbooks/connect?connection=" + id);
        LOG.info("Connected the simulated Kommo account acme to the simulated QuickBooks company");
    }
}
