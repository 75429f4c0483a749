package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.DisableJmx;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.Wonbooks;
import org.wonbooks.check.CheckResults;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.demo.SandboxConnection;
import org.wonbooks.testing.FreshStart;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestFolder;
import org.wonbooks.testing.TestTime;

/**
 * The whole of Wonbooks beside its sandbox, fast enough for tests, and the words that tests of the flows use. One
 * application for each database serves all of them; each class begins with a fresh start.
 */
@CamelSpringBootTest
@DisableJmx(false)
@Import(TestTime.class)
@SpringBootTest(
        classes = Wonbooks.class,
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "server.port=0",
            "wonbooks.work.poll=50ms",
            "wonbooks.retry.delays=100ms,200ms,400ms",
            "wonbooks.work.probe=500ms",
            "wonbooks.limits.kommo-per-second=300",
            "wonbooks.limits.quickbooks-per-second=450",
            "wonbooks.limits.quickbooks-per-minute=22500",
            "wonbooks.sandbox.speed=50"
        })
abstract class RunningWonbooks {

    private static final AtomicInteger APPLICATIONS = new AtomicInteger();

    /** The class that the application in use has been started afresh for. */
    private static Class<?> begun;

    private static FreshStart inUse;

    @Autowired
    SandboxConnection sandboxConnection;

    @Autowired
    ConnectionStore connections;

    @Autowired
    WonbooksSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CamelContext camel;

    @Autowired
    CheckResults checks;

    @Autowired
    TestTime time;

    SandboxCalls sandbox;

    ProductCalls product;

    /** The routes as they are shipped, in a place where a test may change them. */
    @DynamicPropertySource
    static void folders(DynamicPropertyRegistry registry) throws IOException {
        Path data = TestFolder.of("wonbooks-" + APPLICATIONS.incrementAndGet());
        Path routes = data.resolve("routes");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        registry.add("wonbooks.data", data::toString);
        registry.add("wonbooks.routes", routes::toString);
    }

    @BeforeEach
    void connect(@Autowired ApplicationContext context, @Value("${server.port}") int port) throws Exception {
        boolean fresh = begun != getClass();
        if (fresh) {
            inUse = new FreshStart(context);
            inUse.begin();
            begun = getClass();
        }
        sandbox = new SandboxCalls(port);
        product = new ProductCalls(port, settings.admin().password());
        sandboxConnection.connect();
        until().until(() -> connection().provisionedAt() != null);
        until().until(() -> checks.latest(connection().id()).isPresent());
        if (fresh) {
            // Each of the two systems that was connected has had provisioning marked due: the second run changes things
            // too.
            awaitQuiet();
        }
    }

    /** What waits for its next class costs the others nothing. */
    @AfterAll
    static void rest() throws Exception {
        begun = null;
        if (inUse != null) {
            inUse.rest();
        }
    }

    @AfterEach
    void mendTheSandbox() {
        sandbox.delete("/faults");
        sandbox.patch("/hooks", "{\"enabled\": true, \"duplicate\": 1, \"legacy\": false, \"lean\": false}");
    }

    ConditionFactory until() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    Connection connection() {
        return connections.findByRealm(SandboxCalls.REALM).orElseThrow();
    }

    long deal(String name, String price, String contact, String email) {
        return sandbox.deal(dealJson(name, price, contact, email));
    }

    static String dealJson(String name, String price, String contact, String email) {
        String address = email == null ? "" : ", \"email\": \"" + email + "\"";
        return "{\"name\": \"%s\", \"price\": %s, \"contact\": {\"name\": \"%s\"%s}}"
                .formatted(name, price, contact, address);
    }

    void awaitNotes(long lead, int notes) {
        until().until(() -> sandbox.lead(lead).path("notes").size(), count -> count >= notes);
    }

    void awaitQuiet() {
        until().until(() -> jdbc.sql("select (select count(*) from work where state in ('OPEN', 'RUNNING'))"
                                + " + (select count(*) from untaken)")
                        .query(Long.class)
                        .single()
                == 0);
    }

    /**
     * Both systems tell times in whole seconds: what changes in the second in which it was written or looked at may be
     * taken for what was written or seen.
     */
    void awaitNextSecond() {
        long second = Instant.now().getEpochSecond();
        until().until(() -> Instant.now().getEpochSecond() > second + 1);
    }

    /** What the connection needs in Kommo is made, and the account read. */
    void provision() {
        product.post("/connections/" + connection().id() + "/provision");
        awaitQuiet();
    }

    void replay(String kind, long key) {
        product.post("/work/" + work("id", kind, key) + "/replay");
    }

    static JsonNode only(List<JsonNode> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    String wonHook(long lead) {
        return "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead
                + "&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142&leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D=8572511"
                + "&account%5Bsubdomain%5D=acme&account%5Bid%5D=32720107";
    }

    /** A hint that says of the deal no more than its number. */
    String bareHook(long lead) {
        return "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead;
    }

    CompletableFuture<Integer> sendKommoHook(String form) {
        String secret = URLEncoder.encode(connections.webhookSecret(connection().id()), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.publicUrl() + "/webhooks/kommo/" + secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.discarding())
                .thenApply(a -> a.statusCode());
    }

    String state(long lead) {
        return column(
                "select case when d.invoice_id is null and c.verdict in ('LEAVE', 'SKIP') then 'SKIPPED' else d.state end"
                        + " from deal d left join decision c on c.deal_id = d.id where d.lead_id = ?",
                lead);
    }

    /** What the deal needs a person for; null: it needs none, or is not known. */
    String attention(long lead) {
        JsonNode shown = shown(lead);
        return shown.path("state").asText().equals("ATTENTION")
                ? shown.path("reason").asText()
                : null;
    }

    /** All that the product shows of a deal; empty where it knows nothing. */
    JsonNode shown(long lead) {
        return column("select lead_id from deal where lead_id = ?", lead) == null
                ? MissingNode.getInstance()
                : product.get("/deals/" + connection().id() + "/" + lead);
    }

    /** A person lets pass what the deal is held for, and has seen it. */
    void approve(long lead) {
        String seen = shown(lead).at("/decision/digest").asText();
        product.post("/deals/" + connection().id() + "/" + lead + "/approve", "{\"seen\": \"" + seen + "\"}");
    }

    /** What a person is asked about a deal, which is this, and over that amount. */
    JsonNode hold(long lead, String code, String amount) {
        JsonNode hold = shown(lead).path("hold");
        assertThat(hold.path("code").asText()).isEqualTo(code);
        assertThat(hold.path("amount").asText()).isEqualTo(amount);
        return hold;
    }

    List<JsonNode> tasks(long lead) {
        return StreamSupport.stream(sandbox.lead(lead).path("tasks").spliterator(), false)
                .toList();
    }

    List<JsonNode> openTasks(long lead) {
        return tasks(lead).stream()
                .filter(task -> !task.path("completed").asBoolean())
                .toList();
    }

    String request(long lead, String step) {
        return column(
                "select s.request from step s join deal d on d.id = s.deal_id where d.lead_id = ? and s.name = '" + step
                        + "'",
                lead);
    }

    String column(String sql, long lead) {
        List<String> rows = new ArrayList<>();
        jdbc.sql(sql).param(lead).query(row -> {
            rows.add(row.getString(1));
        });
        return rows.isEmpty() ? null : rows.get(0);
    }

    List<String> steps(long lead) {
        return jdbc.sql(
                        "select s.name || ' ' || s.state from step s join deal d on d.id = s.deal_id where d.lead_id = ?")
                .param(lead)
                .query(String.class)
                .list();
    }

    List<String> timeline(long lead) {
        return jdbc.sql("select t.text from timeline t join deal d on d.id = t.deal_id where d.lead_id = ?")
                .param(lead)
                .query(String.class)
                .list();
    }

    String workState(String kind, long key) {
        return work("state", kind, key);
    }

    String reason(String kind, long key) {
        return work("reason", kind, key);
    }

    String work(String column, String kind, long key) {
        return jdbc.sql("select " + column + " from work where kind = ? and work_key = ?")
                .params(kind, String.valueOf(key))
                .query(String.class)
                .optional()
                .orElse("");
    }
}
