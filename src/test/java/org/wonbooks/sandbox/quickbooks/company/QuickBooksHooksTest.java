package org.wonbooks.sandbox.quickbooks.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wonbooks.sandbox.quickbooks.Client.ACME;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;
import org.wonbooks.sandbox.quickbooks.Client;
import org.wonbooks.sandbox.store.Json;

class QuickBooksHooksTest {

    private record Hook(byte[] body, String signature) {
        JsonNode json() throws IOException {
            return Json.read(body);
        }
    }

    private final List<Hook> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer listener;

    @TempDir
    private Path data;

    @BeforeEach
    void listen() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new Hook(body, exchange.getRequestHeaders().getFirst("intuit-signature")));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    @Test
    void tellsOfChangesSignedAndAgainUntilTheyAreTaken() throws Exception {
        status.set(503);
        String customer;
        try (SandboxRun sandbox = start()) {
            Client client = new Client(sandbox, ACME);
            customer = client.customer("Jane Roe");
            await().until(() -> hooks(sandbox).at("/0/attempts").asInt() == 1);
            assertThat(hooks(sandbox).at("/0/state").asText()).isEqualTo("PENDING");
        }
        status.set(200);
        try (SandboxRun sandbox = start()) {
            sandbox.control("POST", "/clock?advance=PT10S", "");
            await().until(() -> hooks(sandbox).at("/0/state").asText().equals("DELIVERED"));
            assertThat(hooks(sandbox).at("/0/attempts").asInt()).isEqualTo(2);
            Client client = new Client(sandbox, ACME);

            String invoice = client.invoice(customer, "10", "hooked").path("Id").asText();
            await().until(() -> received.size() == 3);
            sandbox.control("POST", "/quickbooks/invoices/" + invoice + "/pay", "");
            await().until(() -> received.size() == 4);

            assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
            assertThat(received.get(0).json().at("/0/type").asText()).isEqualTo("qbo.customer.created.v1");
            JsonNode payment = received.get(3).json();
            assertThat(payment.findValuesAsText("type"))
                    .containsExactly("qbo.payment.created.v1", "qbo.invoice.updated.v1");
            assertThat(payment.at("/1/intuitentityid").asText()).isEqualTo(invoice);
            assertThat(payment.at("/1/intuitaccountid").asText()).isEqualTo(ACME);
            assertThat(received).allSatisfy(hook -> assertThat(hook.signature()).isEqualTo(signature(hook.body())));

            sandbox.control("PATCH", "/hooks", "{\"legacy\":true,\"duplicate\":2}");
            client.customer("Jo Roe");
            await().until(() -> received.size() == 6);
            assertThat(received.get(5)
                            .json()
                            .at("/eventNotifications/0/dataChangeEvent/entities/0/operation")
                            .asText())
                    .isEqualTo("Create");
        }
    }

    @Test
    void keepsItsBooksAndTokensOverARestart() throws Exception {
        Client before;
        JsonNode state;
        try (SandboxRun sandbox = start()) {
            before = new Client(sandbox, ACME);
            before.invoice(before.customer("Jane Roe"), "1500.50", "kept");
            state = sandbox.control("GET", "/state", null).path("quickbooks");
        }
        try (SandboxRun sandbox = start()) {
            assertThat(sandbox.control("GET", "/state", null).path("quickbooks"))
                    .isEqualTo(state);
            Answer read = sandbox.send(
                    "GET",
                    "/sandbox/quickbooks/v3/company/" + ACME + "/companyinfo/" + ACME,
                    null,
                    "Authorization",
                    "Bearer " + before.accessToken(),
                    "Accept",
                    "application/json");
            assertThat(read.json().at("/CompanyInfo/CompanyName").asText()).isEqualTo("Acme Studio Inc");
        }
    }

    @Test
    void throttlesByTheSecond() throws Exception {
        try (SandboxRun sandbox = start()) {
            Client client = new Client(sandbox, ACME);
            Answer json = untilRefused(client);
            Answer xml = untilRefused(client);

            assertThat(json.json().at("/fault/error/0/code").asText()).isEqualTo("3001");
            assertThat(xml.body()).startsWith("<?xml").contains("code=\"3001\"");
        }
    }

    private static Answer untilRefused(Client client) throws IOException {
        for (int i = 0; i < 500; i++) {
            Answer answer = client.get("/preferences");
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError("Never refused");
    }

    private SandboxRun start() {
        return new SandboxRun(
                data,
                "--wonbooks.sandbox.quickbooks-webhook-url=http://localhost:"
                        + listener.getAddress().getPort() + "/hook");
    }

    private static JsonNode hooks(SandboxRun sandbox) throws IOException {
        return sandbox.control("GET", "/hooks", null);
    }

    private static String signature(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sandbox-verifier".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
