package org.wonbooks.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.oauth.TokenStore;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.sandbox.SandboxAlone;
import org.wonbooks.sandbox.Store;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The sandbox, one database and the instances on it, started once and kept for all schedules. */
final class World implements AutoCloseable {

    static final String SUBDOMAIN = "acme";

    private static final String PUBLIC_URL = "http://localhost:8080";
    private static final String CLIENT = "sandbox-client";
    private static final String SECRET = "sandbox-secret";
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** Nothing in memory that survives a JVM is needed; the name passes for a file. */
    private static final String H2 =
            "jdbc:h2:nioMemFS:schedules%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";

    private final VirtualTime time = new VirtualTime();
    private final int port = WonbooksJar.freePort();
    private final ConfigurableApplicationContext sandboxContext;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HikariDataSource pool;
    private final boolean postgres;
    private final List<String> tables;

    final SandboxCalls sandbox = new SandboxCalls(port);
    final List<Instance> instances = new ArrayList<>();
    final JdbcClient jdbc;

    private long connection;

    World(TestDatabase database) {
        this(database, List.of("one", "two"));
    }

    /** @param names of the instances */
    World(TestDatabase database, List<String> names) {
        Path folder = Path.of("target", "schedules", database + "-" + port).toAbsolutePath();
        FileSystemUtils.deleteRecursively(folder.toFile());
        sandboxContext = SandboxAlone.run(
                "--server.port=" + port,
                "--wonbooks.sandbox.data=" + folder,
                "--wonbooks.sandbox.speed=1000",
                "--wonbooks.sandbox.kommo-redirect-uri=" + PUBLIC_URL + "/oauth/kommo/callback");
        postgres = database == TestDatabase.POSTGRESQL;
        String url = postgres ? database.newUrl() : H2.formatted(System.nanoTime());
        List<String> settings = settings(url);
        names.forEach(name -> instances.add(new Instance(name, time, this::wait, settings)));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        pool = new HikariDataSource(config);
        jdbc = JdbcClient.create(pool);
        tables = emptyTables();
        quiet(LogLevel.OFF);
        provision();
    }

    private List<String> settings(String url) {
        String quickbooks = "http://localhost:" + port + "/sandbox/quickbooks";
        String kommo = "http://localhost:" + port + "/sandbox/kommo";
        return List.of(
                "--spring.profiles.active=production",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + url,
                "--spring.datasource.hikari.maximum-pool-size=8",
                "--spring.datasource.hikari.minimum-idle=1",
                "--spring.jmx.enabled=false",
                "--camel.main.jmx-enabled=false",
                // What a crash has left behind does not end.
                "--camel.main.shutdown-timeout=1",
                "--wonbooks.public-url=" + PUBLIC_URL,
                "--wonbooks.encryption-key=" + "A".repeat(43) + "=",
                "--wonbooks.admin.password=correct horse battery",
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--wonbooks.quickbooks.client-id=" + CLIENT,
                "--wonbooks.quickbooks.client-secret=" + SECRET,
                "--wonbooks.quickbooks.webhook-verifier-token=" + Hook.VERIFIER_TOKEN,
                "--wonbooks.quickbooks.api-url=" + quickbooks,
                "--wonbooks.quickbooks.token-url=" + quickbooks + "/oauth2/v1/tokens/bearer",
                "--wonbooks.kommo.client-id=" + CLIENT,
                "--wonbooks.kommo.client-secret=" + SECRET,
                "--wonbooks.kommo.api-url=" + kommo + "/{subdomain}",
                "--wonbooks.limits.kommo-per-second=5000",
                "--wonbooks.limits.quickbooks-per-second=5000",
                "--wonbooks.limits.quickbooks-per-minute=100000",
                "--wonbooks.limits.quickbooks-in-flight=1000");
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

    /** Makes the deal's fields in Kommo, which stay there for good. */
    private void provision() {
        begin(Fate.KIND);
        queue().markDue(
                        connection,
                        WorkKind.CONNECTION_PROVISION,
                        String.valueOf(connection),
                        Lane.connection(connection));
        instances.get(0).poll();
        String state = jdbc.sql("select state from work").query(String.class).single();
        if (!state.equals("DONE")) {
            throw new IllegalStateException("The connection can't be made ready: "
                    + jdbc.sql("select reason from work").query(String.class).single());
        }
    }

    /** Everything as at the first start: empty tables, the sandbox's seed, a new connection. */
    void begin(Fate fate) {
        if (postgres) {
            jdbc.sql("truncate table " + String.join(", ", tables)).update();
        } else {
            jdbc.sql("set referential_integrity false").update();
            tables.forEach(table -> jdbc.sql("truncate table " + table).update());
            jdbc.sql("set referential_integrity true").update();
            // A crash here leaves H2 itself running, so writing its file at each commit, as in production, would prove
            // nothing and take a third of the time. Each new connection sets it back, so it is said again and again.
            jdbc.sql("set write_delay 1000000").update();
        }
        Store store = sandboxContext.getBean(Store.class);
        Runnable forget = () -> store.clear("grants.");
        ReflectionTestUtils.invokeMethod(store, "turn", forget);
        JsonNode fresh = sandbox.post("/reset");
        sandbox.patch("/hooks", "{\"enabled\": false}");
        sandbox.patch("/quickbooks/modes", fate.modes());
        advance(Duration.between(Instant.parse(fresh.path("clock").asText()), VirtualTime.START));
        time.set(VirtualTime.START);
        connection = connections().create("Acme", SUBDOMAIN, SandboxCalls.REALM, ConnectionSettings.defaults());
        connections().kommoAccount(connection, 32_720_107, "America/New_York", "USD");
        connectKommo(fate.random().nextBoolean());
        connectQuickBooks();
        instances.get(0).bean(Sweeps.class).connected(new PeerConnected(connection, Peer.QUICKBOOKS));
    }

    /** A person connects again whatever needs it; answers the reasons that were given for it. */
    List<String> reconnect() {
        return jdbc.sql("select system, reason from token where state = 'NEEDS_RECONNECT'")
                .query((row, number) -> {
                    if (row.getString("system").equals("KOMMO")) {
                        connectKommo(false);
                    } else {
                        connectQuickBooks();
                    }
                    return row.getString("reason");
                })
                .list();
    }

    private void connectKommo(boolean forLong) {
        TokenStore tokens = instances.get(0).bean(TokenStore.class);
        if (forLong) {
            tokens.storeLongLived(
                    connection,
                    sandbox.post("/kommo/accounts/" + SUBDOMAIN + "/long-lived-token")
                            .path("token")
                            .asText());
        } else {
            tokens.storeRefreshToken(connection, Peer.KOMMO, kommoRefreshToken());
        }
    }

    private String kommoRefreshToken() {
        HttpResponse<String> consent =
                send(request("kommo/oauth?client_id=" + CLIENT).build());
        String code = consent.headers().firstValue("Location").orElseThrow().replaceFirst(".*[?&]code=([^&]*).*", "$1");
        String grant =
                """
                {"grant_type": "authorization_code", "code": "%s", "client_id": "%s", "client_secret": "%s",
                 "redirect_uri": "%s/oauth/kommo/callback"}"""
                        .formatted(code, CLIENT, SECRET, PUBLIC_URL);
        return sandbox.post("/kommo/" + SUBDOMAIN + "/oauth2/access_token", grant)
                .path("refresh_token")
                .asText();
    }

    private void connectQuickBooks() {
        instances
                .get(0)
                .bean(TokenStore.class)
                .storeRefreshToken(connection, Peer.QUICKBOOKS, quickbooksRefreshToken());
    }

    private String quickbooksRefreshToken() {
        return sandbox.post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                .path("refreshToken")
                .asText();
    }

    /** What a person does in QuickBooks: one payment for several invoices of one customer; answers its id. */
    String payTogether(String customerId, Map<String, BigDecimal> amounts) {
        String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> tokens = send(request("quickbooks/oauth2/v1/tokens/bearer")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + quickbooksRefreshToken()))
                .build());
        String access = tokens.body().replaceFirst("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
        String lines = amounts.entrySet().stream()
                .map(paid ->
                        """
                        {"Amount": %s, "LinkedTxn": [{"TxnId": "%s", "TxnType": "Invoice"}]}"""
                                .formatted(paid.getValue(), paid.getKey()))
                .collect(Collectors.joining(","));
        BigDecimal total = amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        HttpResponse<String> paid = send(request("quickbooks/v3/company/" + SandboxCalls.REALM + "/payment")
                .header("Authorization", "Bearer " + access)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(
                        """
                        {"CustomerRef": {"value": "%s"}, "TotalAmt": %s, "Line": [%s]}"""
                                .formatted(customerId, total, lines)))
                .build());
        if (paid.statusCode() != 200) {
            throw new IllegalStateException(paid.body());
        }
        return paid.body().replaceFirst("(?s).*\"Id\":\"([^\"]*)\".*", "$1");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sandbox/" + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
        advance(duration);
    }

    private void wait(Duration duration) {
        pass(duration, instances);
    }

    private void advance(Duration by) {
        sandbox.post("/clock?advance=" + by);
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
        instances.forEach(Instance::close);
        pool.close();
        sandboxContext.close();
    }
}
