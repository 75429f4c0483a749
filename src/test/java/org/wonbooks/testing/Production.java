package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Wonbooks in production: instances of the jar on one database, and the sandbox alone in a JVM of its own, at twenty
 * times the peers' usual speed. No sweep runs, so that no webhook but those that were acknowledged brings a deal back;
 * and however many deals are won within an hour, none waits for a person.
 */
public final class Production {

    /** The admin's. */
    public static final String PASSWORD = "correct horse battery";

    private final WonbooksJar jar;
    private final Path checkout;
    private final int sandboxPort = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(sandboxPort);
    private final HttpClient sender =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Instance> instances = new ArrayList<>();
    private final List<String> arguments;
    private final RunningJar books;
    private long connection;
    private String hookPath;
    private int deals;
    private String lastContact;

    /**
     * Starts the sandbox and so many instances, and connects them.
     *
     * @param settings of the product, beyond those without which nothing goes
     */
    public Production(WonbooksJar jar, String databaseUrl, int instances, Map<String, String> settings) {
        this(jar, Path.of(""), databaseUrl, instances, settings, Map.of("speed", "20"));
    }

    /**
     * The same, of the product as it was built in another checkout; the sandbox is this one's.
     *
     * @param sandboxSettings below {@code wonbooks.sandbox}
     */
    public Production(
            WonbooksJar jar,
            Path checkout,
            String databaseUrl,
            int instances,
            Map<String, String> settings,
            Map<String, String> sandboxSettings) {
        this(jar, checkout, databaseUrl, instances, settings, sandboxSettings, true);
    }

    private Production(
            WonbooksJar jar,
            Path checkout,
            String databaseUrl,
            int instances,
            Map<String, String> settings,
            Map<String, String> sandboxSettings,
            boolean connected) {
        this.jar = jar;
        this.checkout = checkout;
        for (int i = 0; i < instances; i++) {
            this.instances.add(new Instance());
        }
        arguments = necessary(databaseUrl).stream()
                .filter(argument -> !settings.containsKey(argument.substring(2, argument.indexOf('='))))
                .collect(Collectors.toCollection(ArrayList::new));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        List<String> sandboxArguments = new ArrayList<>(List.of(
                "--sandbox",
                "--server.port=" + sandboxPort,
                "--wonbooks.sandbox.data=" + jar.folder().resolve("sandbox-" + sandboxPort),
                "--wonbooks.sandbox.kommo-redirect-uri=" + url() + "/oauth/kommo/callback",
                "--wonbooks.sandbox.quickbooks-webhook-url=" + url() + "/webhooks/quickbooks"));
        sandboxSettings.forEach((name, value) -> sandboxArguments.add("--wonbooks.sandbox." + name + "=" + value));
        books = jar.start(sandboxArguments);
        this.instances.forEach(instance -> instance.start());
        this.instances.forEach(Instance::awaitReady);
        books.awaitPage("http://localhost:" + sandboxPort + "/sandbox/state");
        if (connected) {
            connect();
        }
    }

    /** One instance on an empty database, in which a person has everything before them. */
    public static Production empty(WonbooksJar jar, String databaseUrl, Map<String, String> settings) {
        return new Production(jar, Path.of(""), databaseUrl, 1, settings, Map.of("speed", "20"), false);
    }

    /** One process of the product. */
    public final class Instance {

        private final int port = WonbooksJar.freePort();
        private final ProductCalls calls = new ProductCalls(port, PASSWORD);
        private RunningJar running;

        /** Starts it, again or for the first time, with more arguments if they are given; waits for nothing. */
        public Instance start(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.add("--server.port=" + port);
            all.addAll(List.of(more));
            running = jar.startIn(checkout, all);
            return this;
        }

        /** Waits until it would get requests. */
        public Instance awaitReady() {
            running.awaitPage("http://localhost:" + port + "/actuator/health/readiness");
            return this;
        }

        /** Where it answers. */
        public String url() {
            return "http://localhost:" + port;
        }

        /** Its process. */
        public RunningJar running() {
            return running;
        }

        /** Its API. */
        public ProductCalls calls() {
            return calls;
        }

        /** Delivers the webhook that a deal is won; answers whether it was acknowledged. */
        public boolean deliver(long lead) {
            return send(hook(lead));
        }

        /** The webhook that a deal is won. */
        public HttpRequest hook(long lead) {
            return hook(List.of(lead));
        }

        /** The webhook that a deal moved to a stage that is nothing to us. */
        public HttpRequest idleHook(long lead) {
            return hook(List.of(lead), 67548607);
        }

        /** The webhook that many deals are won at once. */
        public HttpRequest hook(List<Long> leads) {
            return hook(leads, 142);
        }

        private HttpRequest hook(List<Long> leads, long stage) {
            String form = IntStream.range(0, leads.size())
                    .mapToObj(number ->
                            "leads[status][%1$d][id]=%2$d&leads[status][%1$d][status_id]=%3$d&leads[status][%1$d][pipeline_id]=8572511&"
                                    .formatted(number, leads.get(number), stage))
                    .collect(Collectors.joining("", "", "account[id]=32720107&account[subdomain]=acme"))
                    .replace("[", "%5B")
                    .replace("]", "%5D");
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + hookPath))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
        }

        /** The webhook that a payment was made. */
        public HttpRequest paymentHook(String paymentId) {
            String event =
                    """
                    [{"specversion": "1.0", "id": "%s", "source": "intuit", "type": "qbo.payment.created.v1",
                      "time": "%s", "intuitentityid": "%s", "intuitaccountid": "%s", "data": {}}]
                    """
                            .formatted(UUID.randomUUID(), Instant.now(), paymentId, SandboxCalls.REALM);
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/quickbooks"))
                    .timeout(Duration.ofSeconds(10))
                    .header("intuit-signature", Webhooks.sign(event.getBytes(StandardCharsets.UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build();
        }

        /** Sends one; answers whether it was acknowledged. */
        public boolean send(HttpRequest hook) {
            try {
                return sender.send(hook, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public SandboxCalls sandbox() {
        return sandbox;
    }

    /** Where the sandbox's page is. */
    public String sandboxUrl() {
        return "http://localhost:" + sandboxPort + "/sandbox/";
    }

    /** The sandbox's process. */
    public RunningJar sandboxRunning() {
        return books;
    }

    public List<Instance> instances() {
        return instances;
    }

    /** The number of the connection, for {@link ProductCalls}. */
    public long connection() {
        return connection;
    }

    /** Wins so many deals, two of each new customer, and has nobody told. */
    public List<Long> win(int count) {
        List<Long> won = new ArrayList<>();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        for (int i = 0; i < count; i++) {
            deals++;
            JsonNode deal = sandbox.post(
                    "/kommo/leads",
                    """
                    {"name": "Deal %1$d", "price": %1$d.25, "contact": %2$s}
                    """
                            .formatted(deals, i % 2 == 0 ? newContact() : lastContact));
            lastContact =
                    "{\"id\": %s}".formatted(deal.at("/_embedded/contacts/0/id").asText());
            long lead = deal.path("id").asLong();
            sandbox.win(lead);
            won.add(lead);
        }
        sandbox.patch("/hooks", "{\"enabled\": true}");
        return won;
    }

    private String newContact() {
        return "{\"name\": \"Customer %1$d\", \"email\": \"customer%1$d@example.com\"}".formatted(deals);
    }

    /**
     * Ends the product as its operator does, and the sandbox.
     *
     * @return the last {@code GET /sandbox/state}, after which nothing happened
     */
    public JsonNode stop() {
        instances.forEach(instance -> instance.running().stop());
        JsonNode state = sandbox.get("/state");
        books.kill();
        return state;
    }

    private String url() {
        return instances.get(0).url();
    }

    private List<String> necessary(String databaseUrl) {
        List<String> all = new ArrayList<>(SandboxAddresses.of(sandboxPort));
        all.addAll(List.of(
                "--spring.profiles.active=production",
                "--spring.datasource.url=" + databaseUrl,
                "--wonbooks.public-url=" + url(),
                "--wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + checkout.toAbsolutePath().resolve("routes"),
                "--wonbooks.quickbooks.client-secret=sandbox-secret",
                "--wonbooks.quickbooks.webhook-verifier-token=sandbox-verifier",
                "--wonbooks.kommo.client-secret=sandbox-secret",
                "--wonbooks.reconcile.kommo-interval=0",
                "--wonbooks.reconcile.quickbooks-interval=0",
                "--wonbooks.limits.kommo-per-second=120",
                "--wonbooks.limits.quickbooks-per-second=180",
                "--wonbooks.limits.quickbooks-per-minute=9000",
                "--wonbooks.limits.quickbooks-in-flight=160"));
        return all;
    }

    private void connect() {
        JsonNode created = instances.get(0).calls.connect(sandbox);
        connection = created.path("id").asLong();
        hookPath = URI.create(created.path("kommoWebhookUrl").asText()).getPath();
    }
}
