package org.wonbooks.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.sandbox.SandboxInside;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.TestFolder;
import org.wonbooks.testing.WonbooksJar;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The sandbox, one database and the instances on it, started once and kept for all schedules. */
final class World implements AutoCloseable {

    static final String SUBDOMAIN = "acme";

    static final String PUBLIC_URL = "http://localhost:8080";
    static final String PASSWORD = "correct horse battery";
    static final String CLIENT = "sandbox-client";
    static final String SECRET = "sandbox-secret";
    /** The server itself does not crash here, so no commit waits for its disk. */
    private static final String POSTGRESQL = "&options=-c%20synchronous_commit%3Doff";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** Nothing in memory that survives a JVM is needed; the name passes for a file. */
    private static final String H2 =
            "jdbc:h2:nioMemFS:schedules%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=256";

    private final VirtualTime time = new VirtualTime();
    private final SandboxInside systems;
    private final HikariDataSource pool;
    private final boolean postgres;
    private final List<String> tables;

    final SandboxCalls sandbox;
    final Consents consents;

    /** As they are shipped, where a story may change a mapping. */
    final Path routes = TestFolder.of("schedules").resolve("routes-" + System.nanoTime());

    final List<Instance> instances = new ArrayList<>();
    final JdbcClient jdbc;

    private long connection;

    World(TestDatabase database) {
        this(database, List.of("one", "two"));
    }

    /** @param names of the instances */
    World(TestDatabase database, List<String> names) {
        this(database, names, null);
    }

    /** @param past what an earlier version left behind; null: nothing */
    World(TestDatabase database, List<String> names, Past past) {
        systems = new SandboxInside(
                TestFolder.of("schedules").resolve(database + "-" + NUMBER.incrementAndGet()),
                time::now,
                "--wonbooks.sandbox.speed=1000",
                "--wonbooks.sandbox.kommo-redirect-uri=" + PUBLIC_URL + "/oauth/kommo/callback");
        sandbox = new SandboxCalls(0) {
            @Override
            protected String answer(String method, String path, String body) {
                return call(
                        method, path, Map.of("Content-Type", "application/json", "Accept", "application/json"), body);
            }

            @Override
            protected JsonNode state(String system) {
                return systems.state(system);
            }
        };
        copyRoutes();
        consents = new Consents(this, systems);
        postgres = database == TestDatabase.POSTGRESQL;
        String url = past != null
                ? past.open(database)
                : postgres ? database.newUrl() + POSTGRESQL : H2.formatted(System.nanoTime());
        List<String> settings = new ArrayList<>(InstanceSettings.of(url, routes));
        if (past != null) {
            // What is old gets a change of its tables, as an update brings one.
            settings.add("--spring.flyway.locations=classpath:db/migration,classpath:next");
        }
        ExecChainHandler peers = new NoNetwork(systems);
        names.forEach(name -> instances.add(new Instance(name, time, this::wait, peers, settings)));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        pool = new HikariDataSource(config);
        jdbc = JdbcClient.create(pool);
        tables = emptyTables();
        quiet(LogLevel.OFF);
        if (past == null) {
            provision();
        } else {
            goOn(past);
        }
    }

    private void copyRoutes() {
        try {
            FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String call(String method, String path, Map<String, String> headers, String body) {
        MockHttpServletResponse answer =
                systems.call(method, "/sandbox" + path, headers, body.getBytes(StandardCharsets.UTF_8));
        String text = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        if (answer.getStatus() >= 300) {
            throw new IllegalStateException(answer.getStatus() + " " + path + " " + text);
        }
        return text;
    }

    /** Those that a fresh database has no rows in. */
    private List<String> emptyTables() {
        return jdbc
                .sql("select table_name from information_schema.tables where lower(table_schema) = 'public'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> jdbc.sql("select count(*) from \"" + table + "\"")
                                .query(Long.class)
                                .single()
                        == 0)
                .map(table -> '"' + table + '"')
                .toList();
    }

    static void quiet(LogLevel level) {
        LoggingSystem logging = LoggingSystem.get(World.class.getClassLoader());
        List.of("org.wonbooks", "org.apache.camel", "org.springframework.jdbc", "org.springframework.transaction")
                .forEach(name -> logging.setLogLevel(name, level));
    }

    /** The systems are as the earlier version left them; both are connected again. */
    private void goOn(Past past) {
        systems.setTo(past.systems());
        time.set(past.until());
        connection = jdbc.sql("select id from connection").query(Long.class).single();
        consents.kommo(true);
        consents.quickBooks();
    }

    /** Has the connection looked at, which takes calls to both peers. */
    void markProvision() {
        queue().markDue(
                        connection,
                        WorkKind.CONNECTION_PROVISION,
                        String.valueOf(connection),
                        Lane.connection(connection));
    }

    /** Makes the deal's fields and a webhook in Kommo, which stay there; the books begin anew but for them. */
    private void provision() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        systems.keep();
        begin(Fate.KIND);
        markProvision();
        instances.get(0).poll();
        String state = jdbc.sql("select state from work").query(String.class).single();
        if (!state.equals("DONE")) {
            throw new IllegalStateException("The connection can't be made ready: "
                    + jdbc.sql("select reason from work").query(String.class).single());
        }
        sandbox.post("/reset");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        systems.keep();
    }

    /** Everything as at the first start: empty tables, the sandbox's seed, a new connection, nothing in memory. */
    void begin(Fate fate) {
        if (postgres) {
            jdbc.sql("truncate table " + String.join(", ", tables) + " restart identity")
                    .update();
        } else {
            jdbc.sql("set referential_integrity false").update();
            tables.forEach(table ->
                    jdbc.sql("truncate table " + table + " restart identity").update());
            jdbc.sql("set referential_integrity true").update();
            // A crash here leaves H2 itself running, so writing its file at each commit, as in production, would prove
            // nothing and take a third of the time. Each new connection sets it back, so it is said again and again.
            jdbc.sql("set write_delay 1000000").update();
        }
        instances.forEach(each -> each.restart(false));
        time.set(VirtualTime.START);
        systems.setBack();
        sandbox.patch("/quickbooks/modes", fate.modes());
        connection = connections().create("Acme", SUBDOMAIN, SandboxCalls.REALM, ConnectionSettings.defaults());
        connections().kommoAccount(connection, 32_720_107, "America/New_York", "USD");
        consents.kommo(fate.random().nextBoolean());
        consents.quickBooks();
        instances.get(0).bean(Sweeps.class).connected(new PeerConnected(connection, Peer.QUICKBOOKS));
    }

    /** What a person does in QuickBooks: one payment for several invoices of one customer; answers its id. */
    String payTogether(Map<String, BigDecimal> amounts) {
        String lines = amounts.entrySet().stream()
                .map(paid -> "\"%s\": %s".formatted(paid.getKey(), paid.getValue()))
                .collect(Collectors.joining(", "));
        return sandbox.post("/quickbooks/payments", "{\"lines\": {%s}}".formatted(lines))
                .path("id")
                .asText();
    }

    long connection() {
        return connection;
    }

    Instant now() {
        return time.now();
    }

    /** Time passes; what runs in an instance is kept by its heartbeat, unless the process stands still. */
    void pass(Duration duration, List<Instance> beating) {
        Duration left = duration;
        while (!left.isZero()) {
            Duration step = !beating.isEmpty() && left.compareTo(HEARTBEAT) > 0 ? HEARTBEAT : left;
            time.pass(step);
            beating.stream().filter(each -> !each.gate().down()).forEach(Instance::renew);
            left = left.minus(step);
        }
    }

    private void wait(Duration duration) {
        pass(duration, instances);
    }

    ConnectionStore connections() {
        return instances.get(0).bean(ConnectionStore.class);
    }

    WorkQueue queue() {
        return instances.get(0).bean(WorkQueue.class);
    }

    @Override
    public void close() {
        quiet(null);
        // Each waits in vain, for what a crash has left behind.
        instances.parallelStream().forEach(Instance::close);
        if (!postgres) {
            jdbc.sql("set db_close_delay 0").update();
            jdbc.sql("drop all objects delete files").update();
        }
        pool.close();
        systems.close();
    }
}
