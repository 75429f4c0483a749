package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** What was answered with 200 is done, and done once, wherever the process is killed. */
class KilledAfterAckIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int sandboxPort = WonbooksJar.freePort();
    private final int port = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(sandboxPort);
    private final List<String> arguments = new ArrayList<>(production());
    private final List<Long> leads = new ArrayList<>();

    private RunningJar running;
    private ProductCalls product;
    private long connection;
    private String hookUrl;

    @ParameterizedTest
    @EnumSource
    void everyAcknowledgedDealIsInvoicedOnce(TestDatabase database) {
        arguments.add("--spring.datasource.url=" + database.newUrl());
        startSandbox();
        startProduct();
        connect();

        acknowledge(3);
        killAndGoOn();

        // The answer that the invoice was made is lost, and with it QuickBooks seems to be down.
        spoil("quickbooks", "POST", "/invoice$", "cut", "after");
        acknowledge(3);
        awaitSpoiled();
        killAndGoOn();

        // One deal is held at each of the calls that change something, the others go on.
        spoil("quickbooks", "POST", "/customer$", "silence", "before");
        spoil("quickbooks", "POST", "/customer$", "silence", "after");
        spoil("quickbooks", "POST", "/invoice$", "silence", "before");
        spoil("quickbooks", "POST", "/invoice$", "silence", "after");
        spoil("quickbooks", "POST", "/send$", "silence", "after");
        spoil("kommo", "PATCH", "/leads", "silence", "after");
        spoil("kommo", "POST", "/notes$", "silence", "after");
        acknowledge(8);
        awaitSpoiled();
        killAndGoOn();

        long paid = leads.get(0);
        String invoice = sandbox.invoicesOf(paid).get(0).path("id").asText();
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        product.awaitDeal(connection, paid, "PAID");
    }

    private void startSandbox() {
        jar.start(
                        "--sandbox",
                        "--server.port=" + sandboxPort,
                        "--wonbooks.sandbox.speed=20",
                        "--wonbooks.sandbox.quickbooks-webhook-url=http://localhost:" + port + "/webhooks/quickbooks")
                .awaitPage("http://localhost:" + sandboxPort + "/sandbox/state");
    }

    private void startProduct() {
        running = jar.start(arguments).awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        product = new ProductCalls(port, PASSWORD);
    }

    /** No sweep and no webhook but those that were acknowledged may bring a deal back. */
    private List<String> production() {
        String quickbooks = "http://localhost:" + sandboxPort + "/sandbox/quickbooks";
        String kommo = "http://localhost:" + sandboxPort + "/sandbox/kommo";
        return List.of(
                "--spring.profiles.active=production",
                "--server.port=" + port,
                "--wonbooks.public-url=http://localhost:" + port,
                "--wonbooks.encryption-key=" + "A".repeat(43) + "=",
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--wonbooks.quickbooks.client-id=sandbox-client",
                "--wonbooks.quickbooks.client-secret=sandbox-secret",
                "--wonbooks.quickbooks.webhook-verifier-token=sandbox-verifier",
                "--wonbooks.quickbooks.api-url=" + quickbooks,
                "--wonbooks.quickbooks.authorize-url=" + quickbooks + "/connect/oauth2",
                "--wonbooks.quickbooks.token-url=" + quickbooks + "/oauth2/v1/tokens/bearer",
                "--wonbooks.quickbooks.revoke-url=" + quickbooks + "/v2/oauth2/tokens/revoke",
                "--wonbooks.kommo.client-id=sandbox-client",
                "--wonbooks.kommo.client-secret=sandbox-secret",
                "--wonbooks.kommo.api-url=" + kommo + "/{subdomain}",
                "--wonbooks.kommo.authorize-url=" + kommo + "/oauth",
                "--wonbooks.reconcile.kommo-interval=0",
                "--wonbooks.reconcile.quickbooks-interval=0",
                "--wonbooks.limits.kommo-per-second=100",
                "--wonbooks.limits.quickbooks-per-second=100",
                "--wonbooks.limits.quickbooks-in-flight=16",
                "--wonbooks.retry.delays=1s,1s,1s,1s,1s",
                "--wonbooks.work.lease=3s",
                "--wonbooks.work.probe=1s");
    }

    private void connect() {
        String longLived = sandbox.post("/kommo/accounts/acme/long-lived-token")
                .path("token")
                .asText();
        String refresh = sandbox.post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                .path("refreshToken")
                .asText();
        JsonNode created = product.post(
                "/connections",
                """
                {"name": "Acme", "kommo": {"subdomain": "acme", "longLivedToken": "%s"},
                 "quickbooks": {"realmId": "%s", "refreshToken": "%s"}}
                """
                        .formatted(longLived, SandboxCalls.REALM, refresh));
        connection = created.path("id").asLong();
        hookUrl = created.path("kommoWebhookUrl").asText();
        product.awaitProvisioned();
    }

    /** Wins so many deals of new customers, and delivers their webhooks by hand: each is answered with 200. */
    private void acknowledge(int deals) {
        List<Long> won = new ArrayList<>();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        for (int i = 0; i < deals; i++) {
            int number = leads.size() + i;
            won.add(sandbox.deal(
                    """
                    {"name": "Deal %1$d", "price": 10%1$d.25,
                     "contact": {"name": "Customer %1$d", "email": "customer%1$d@example.com"}}
                    """
                            .formatted(number)));
            sandbox.win(won.get(i));
        }
        sandbox.patch("/hooks", "{\"enabled\": true}");
        won.forEach(this::deliver);
        leads.addAll(won);
    }

    private void deliver(long lead) {
        String form = "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead + "&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142"
                + "&account%5Bid%5D=32720107&account%5Bsubdomain%5D=acme";
        HttpRequest hook = HttpRequest.newBuilder(URI.create(hookUrl))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            assertThat(HttpClient.newHttpClient()
                            .send(hook, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void spoil(String system, String method, String path, String kind, String when) {
        sandbox.post(
                "/faults",
                """
                {"system": "%s", "method": "%s", "path": "%s", "kind": "%s", "when": "%s"}
                """
                        .formatted(system, method, path, kind, when));
    }

    /** Waits until every fault has met its call. */
    private void awaitSpoiled() {
        await("all faults met").atMost(PATIENCE).until(() -> sandbox.get("/faults")
                .isEmpty());
    }

    private void killAndGoOn() {
        running.kill();
        sandbox.delete("/faults");
        startProduct();
        for (long lead : leads) {
            product.awaitDeal(connection, lead, "SENT");
        }
        product.awaitIdle();
        assertThat(leads).allSatisfy(lead -> {
            assertThat(sandbox.invoicesOf(lead)).singleElement().satisfies(invoice -> {
                assertThat(invoice.path("emails").asInt()).as("e-mails").isEqualTo(1);
                assertThat(sandbox.lead(lead).at("/fields/QB_INVOICE_NUMBER").asText())
                        .isEqualTo(invoice.path("docNumber").asText());
            });
            assertThat(sandbox.lead(lead).path("notes")).as("notes").hasSize(1);
        });
        List<String> customers = StreamSupport.stream(
                        sandbox.company().path("customers").spliterator(), false)
                .map(customer -> customer.path("name").asText())
                .toList();
        assertThat(customers).doesNotHaveDuplicates();
    }
}
