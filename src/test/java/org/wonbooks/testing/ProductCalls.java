package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Wonbooks' API, called as its admin. */
public class ProductCalls extends JsonCalls {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    public ProductCalls(int port, String password) {
        super(
                "http://localhost:" + port + "/api/v1",
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Connects the account and the company of the sandbox, and waits until that is done; however many deals are won
     * within an hour, none waits for a person.
     */
    public JsonNode connect(SandboxCalls sandbox) {
        String longLived = sandbox.post("/kommo/accounts/acme/long-lived-token")
                .path("token")
                .asText();
        String refresh = sandbox.post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                .path("refreshToken")
                .asText();
        JsonNode created = post(
                "/connections",
                """
                {"name": "Acme", "kommo": {"subdomain": "acme", "longLivedToken": "%s"},
                 "quickbooks": {"realmId": "%s", "refreshToken": "%s"},
                 "settings": {"invoice": {"burst": 0}}}
                """
                        .formatted(longLived, SandboxCalls.REALM, refresh));
        awaitProvisioned();
        return created;
    }

    /** What is known of a deal; nothing, as long as nothing is. */
    public JsonNode deal(long connection, long lead) {
        return get("/deals?connection=" + connection + "&q=" + lead).at("/items/0");
    }

    public void awaitDeal(long connection, long lead, String state) {
        await("deal " + lead + " " + state)
                .atMost(PATIENCE)
                .until(() -> deal(connection, lead).path("state").asText(), state::equals);
    }

    /** Waits until Kommo's fields and webhook are made, and the check that follows has been made too. */
    public void awaitProvisioned() {
        await("provisioned")
                .atMost(PATIENCE)
                .until(
                        () -> get("/work?state=DONE").findValuesAsText("kind"),
                        done -> done.containsAll(List.of("connection-provision", "connection-check")));
    }

    /** Waits until nothing is left to be done. */
    public void awaitIdle() {
        awaitIdle(PATIENCE);
    }

    /** The same, where much has to be done. */
    public void awaitIdle(Duration patience) {
        await("idle")
                .atMost(patience)
                .until(() -> get("/work/deliveries").path("total").asInt() == 0
                        && get("/work?state=OPEN,RUNNING,PAUSED").path("total").asInt() == 0);
    }
}
