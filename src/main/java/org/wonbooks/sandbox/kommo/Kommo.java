package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.RateWindow;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.SimulatedSystem;

/** Kommo, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class Kommo implements SimulatedSystem {

    private static final int CALLS_PER_SECOND = 7;

    private final Crm crm;
    private final Deals deals;
    private final RateWindow calls;

    Kommo(Crm crm, Deals deals, SandboxSettings settings) {
        this.crm = crm;
        this.deals = deals;
        calls = new RateWindow(CALLS_PER_SECOND * settings.speed(), Duration.ofSeconds(1));
    }

    @Override
    public String name() {
        return "kommo";
    }

    @Override
    public boolean isApi(String path) {
        return path.matches("/[^/]+/(api/v4|oauth2)/.*");
    }

    /** Kommo counts by address, over all accounts. */
    @Override
    public void admit(String path, HttpServletRequest request, HttpServletResponse response) {
        if (!calls.take(request.getRemoteAddr())) {
            throw KommoProblem.tooMany();
        }
    }

    /** Deals begin anew; the fields and webhooks that a client has set up stay, as its grants do. */
    @Override
    public void seed() {
        List.of("leads", "contacts", "companies", "notes").forEach(crm::clear);
        JsonNode seed = Json.seed(name());
        for (String kind : List.of("accounts", "pipelines", "fields")) {
            seed.get(kind).forEach(entry -> crm.put(kind, (ObjectNode) entry));
        }
        // Deals with the same person or company, in the same words, share it.
        Map<JsonNode, JsonNode> known = new HashMap<>();
        for (JsonNode deal : seed.get("deals")) {
            ObjectNode entry = deal.deepCopy();
            for (String party : List.of("contact", "company")) {
                entry.set(party, known.getOrDefault(deal.path(party), deal.get(party)));
            }
            JsonNode added = deals.add(crm.account("acme"), entry).get("_embedded");
            added.get("contacts").forEach(contact -> known.put(deal.get("contact"), contact));
            added.get("companies").forEach(company -> known.put(deal.get("company"), company));
        }
    }

    @Override
    public ObjectNode state() {
        return KommoState.read(crm);
    }

    @Override
    public Duration hookTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean delivered(int status) {
        return status >= 100 && status < 300;
    }

    /** Whatever failed is tried twice more, what the receiver itself failed at (499, 5xx) four times. */
    @Override
    public Optional<Duration> retryAfter(int attempts, int status) {
        boolean receiverFailed = status >= 499 && status < 600;
        List<Integer> minutes = receiverFailed ? List.of(5, 15, 15, 60) : List.of(5, 15);
        return minutes.stream().skip(attempts - 1L).findFirst().map(Duration::ofMinutes);
    }
}
