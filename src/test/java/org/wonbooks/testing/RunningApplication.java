package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.demo.SandboxConnection;
import org.wonbooks.sandbox.store.Store;

/**
 * The whole of Wonbooks beside its sandbox, fast enough for tests. One application for each database serves all of
 * them; each class begins with a fresh start.
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
            "wonbooks.work.gather=1s",
            "wonbooks.limits.kommo-per-second=300",
            "wonbooks.limits.quickbooks-per-second=450",
            "wonbooks.limits.quickbooks-per-minute=22500",
            "wonbooks.sandbox.speed=50"
        })
public abstract class RunningApplication {

    private static final AtomicInteger APPLICATIONS = new AtomicInteger();

    /** The class that the application in use has been started afresh for. */
    private static Class<?> begun;

    private static FreshStart inUse;

    @Autowired
    public SandboxConnection sandboxConnection;

    @Autowired
    public ConnectionStore connections;

    @Autowired
    public WonbooksSettings settings;

    @Autowired
    public JdbcClient jdbc;

    @Autowired
    public CamelContext camel;

    @Autowired
    public CheckResults checks;

    @Autowired
    public TestTime time;

    @Autowired
    private Store store;

    public SandboxCalls sandbox;

    public ProductCalls product;

    /** The routes as they are shipped, in a place where a test may change them. */
    @DynamicPropertySource
    protected static void folders(DynamicPropertyRegistry registry) throws IOException {
        Path data = TestFolder.of("wonbooks-" + APPLICATIONS.incrementAndGet());
        Path routes = data.resolve("routes");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        registry.add("wonbooks.data", data::toString);
        registry.add("wonbooks.routes", routes::toString);
        registry.add("wonbooks.routes.candidates", Candidates.beside(routes)::toString);
    }

    @BeforeEach
    protected void connect(@Autowired ApplicationContext context, @Value("${server.port}") int port) throws Exception {
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
    protected static void rest() throws Exception {
        begun = null;
        if (inUse != null) {
            inUse.rest();
        }
    }

    @AfterEach
    protected void mendTheSandbox() {
        sandbox.delete("/faults");
        sandbox.patch("/hooks", "{\"enabled\": true, \"duplicate\": 1, \"legacy\": false, \"lean\": false}");
    }

    public ConditionFactory until() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    public Connection connection() {
        return connections.findByRealm(SandboxCalls.REALM).orElseThrow();
    }

    /** Nothing is to be done, and no webhook is on its way that would change that. */
    public void awaitQuiet() {
        until().until(() -> isTold()
                && jdbc.sql("select (select count(*) from work where state in ('OPEN', 'RUNNING'))"
                                        + " + (select count(*) from untaken)")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    /** What was not taken is told again much later. */
    private boolean isTold() {
        List<JsonNode> hooks = new ArrayList<>();
        store.turn(() -> hooks.addAll(store.all("sandbox.hooks")));
        return hooks.stream().allMatch(hook -> hook.path("attempts").asInt() > 0);
    }
}
