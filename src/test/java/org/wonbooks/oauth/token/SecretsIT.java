package org.wonbooks.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.Browser;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SandboxAddresses;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Both flows, consents, refreshes and refusals, with every logger at TRACE that lets itself be set so: no secret is
 * where none belongs.
 */
class SecretsIT {

    private static final String KEY =
            Base64.getEncoder().encodeToString("a key that a test may know, 32by".getBytes(StandardCharsets.US_ASCII));
    private static final String PASSWORD = "canary-of-the-admin-4711";
    private static final String WRONG = "canary-mistyped-password";
    private static final String CLIENT_SECRET = "canary-client-secret-4711";
    private static final String VERIFIER = "canary-verifier-token-4711";

    /** So much of a secret tells enough of it. */
    private static final int TELLING = 20;

    private static final List<String> PAGES = List.of(
            "/",
            "/login",
            "/error",
            "/nowhere",
            "/connections/1/check",
            "/connections/1/drift",
            "/connections/1/shadow",
            "/connections/9/check",
            "/oauth/quickbooks/reconnect",
            "/oauth/quickbooks/disconnected",
            "/api/v1/connections/9",
            "/api/v1/connections/1/drift",
            "/api/v1/work?state=DONE,DEAD,OPEN,SKIPPED",
            "/api/v1/work/deliveries",
            "/api/v1/deals?connection=1",
            "/api/v1/attention",
            "/api/v1/audit",
            "/actuator/prometheus",
            "/actuator/metrics",
            "/actuator/health");

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final int sandboxPort = WonbooksJar.freePort();
    private final String url = "http://localhost:" + port;
    private final SandboxCalls sandbox = new SandboxCalls(sandboxPort);
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private final Map<String, String> secrets = new TreeMap<>();
    private final Map<String, String> told = new TreeMap<>();
    private ReadDatabase database;
    private ProcessManagement management;

    @ParameterizedTest
    @EnumSource
    void noSecretIsWhereNoneBelongs(TestDatabase kind) throws Exception {
        database = new ReadDatabase(kind, jar.folder(), new Encryption(new WonbooksSettings(url, KEY, null, null)));
        RunningJar running = start();
        management = ProcessManagement.of(running);
        secrets.put("encryption key", KEY);
        secrets.put("admin password", PASSWORD);
        secrets.put("admin log-in", basic("admin", PASSWORD));
        secrets.put("mistyped password", WRONG);
        secrets.put("client secret", CLIENT_SECRET);
        secrets.put("client log-in", basic("sandbox-client", CLIENT_SECRET));
        secrets.put("verifier token", VERIFIER);

        URI hook = URI.create(product.connect(sandbox).path("kommoWebhookUrl").asText());
        secrets.put("webhook address", hook.getPath().replaceFirst(".*/", ""));
        rememberTokens("by hand");
        billAndPay(1);
        consent("kommo", sandboxPort);
        consent("quickbooks", sandboxPort);
        rememberTokens("by consent");
        // Kommo, which has just been asked for fields and tokens, may want to be asked later.
        Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> {
            management.call("org.wonbooks:type=Connection,*", "refreshToken");
            return true;
        });
        rememberTokens("refreshed");
        billAndPay(2);
        refuse(hook);
        browse();
        told.put("JMX", management.attributes());
        told.put("JMX, asked", management.answers("org.wonbooks:*") + management.answers("org.apache.camel:*"));
        told.put("thread dump", management.threads());
        told.put("database", database.text(management));
        management.close();
        running.stop();
        told.put("log", running.output());

        assertThat(secrets).hasSizeGreaterThan(20);
        assertThat(told.get("log")).contains("Wonbooks is ready at " + url, "was billed", "was paid", "TRACE");
        assertThat(told.get("thread dump")).contains("http-nio");
        assertThat(told.get("JMX")).contains("deal-won");
        assertThat(told.get("JMX, asked")).contains("dumpRoutesAsYaml", "dumpRouteAsXml", "quickbooks:");
        assertThat(hits()).isEmpty();
    }

    private RunningJar start() throws Exception {
        Files.writeString(
                jar.folder().resolve("secrets.properties"),
                """
                wonbooks.encryption-key=%s
                wonbooks.admin.password=%s
                wonbooks.quickbooks.client-secret=%s
                wonbooks.kommo.client-secret=%s
                wonbooks.quickbooks.webhook-verifier-token=%s
                """
                        .formatted(KEY, PASSWORD, CLIENT_SECRET, CLIENT_SECRET, VERIFIER));
        jar.start(
                "--sandbox",
                "--server.port=" + sandboxPort,
                "--wonbooks.sandbox.data=" + jar.folder().resolve("sandbox"),
                "--wonbooks.sandbox.client-secret=" + CLIENT_SECRET,
                "--wonbooks.sandbox.quickbooks-verifier-token=" + VERIFIER,
                "--wonbooks.sandbox.kommo-redirect-uri=" + url + "/oauth/kommo/callback",
                "--wonbooks.sandbox.quickbooks-webhook-url=" + url + "/webhooks/quickbooks");
        List<String> arguments = new ArrayList<>(SandboxAddresses.of(sandboxPort));
        arguments.addAll(List.of(
                "--spring.profiles.active=production",
                "--spring.config.additional-location=file:" + jar.folder().resolve("secrets.properties"),
                "--logging.level.root=TRACE",
                "--logging.level.org.apache.hc.client5.http.wire=DEBUG",
                "--server.port=" + port,
                "--spring.datasource.url=" + database.url(),
                "--wonbooks.public-url=" + url,
                "--wonbooks.routes=" + WonbooksJar.ROUTES));
        RunningJar running = jar.start(arguments);
        return running.awaitPage(url + "/actuator/health/readiness");
    }

    private void billAndPay(int number) {
        long lead = sandbox.deal(number);
        sandbox.win(lead);
        product.awaitDeal(1, lead, "SENT");
        String invoice = sandbox.invoicesOf(lead).get(0).path("id").asText();
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        product.awaitDeal(1, lead, "PAID");
    }

    /** As a browser does it, step by step, to see what it sees. */
    private void consent(String peer, int sandboxPort) {
        Browser browser = new Browser(url, "admin", PASSWORD);
        String page = browser.redirect("/oauth/" + peer + "/connect?connection=1");
        String back = browser.redirect(page);
        Map<String, String> said = Browser.query(back);
        secrets.put(peer + " state", said.get("state"));
        secrets.put(peer + " code", said.get("code"));
        assertThat(browser.redirect(back)).isEqualTo(url + "/");
        told.put(peer + " consent, again", browser.page("GET", back, "").body());
        browser.cookies((name, value) -> secrets.put(peer + " cookie " + name, value));
    }

    /** What is refused, with secrets in it. */
    private void refuse(URI hook) {
        Browser stranger = new Browser(url, "admin", WRONG);
        Browser admin = new Browser(url, "admin", PASSWORD);
        told.put("wrong log-in", stranger.page("GET", "/api/v1/work", "").body());
        told.put("webhook, read", stranger.page("GET", hook.getPath(), "").body());
        told.put(
                "webhook, longer",
                stranger.page("POST", hook.getPath() + "/x", "").body());
        told.put(
                "webhook, unreadable",
                stranger.page("POST", hook.getPath(), "[[[=").body());
        String token = secrets.get("by hand token/1/QUICKBOOKS/refresh");
        told.put(
                "broken JSON",
                admin.page("PATCH", "/api/v1/connections/1", "{\"quickbooks\": {\"refreshToken\": \"" + token)
                        .body());
        told.put(
                "JSON of another form",
                admin.page(
                                "PATCH",
                                "/api/v1/connections/1",
                                "{\"quickbooks\": {\"refreshTokens\": [\"" + token + "\"]}}")
                        .body());
        told.put(
                "unasked consent",
                admin.page("GET", "/oauth/kommo/callback?code=" + secrets.get("kommo code") + "&state=x&referer=y", "")
                        .body());
    }

    private void browse() {
        Browser person = new Browser(url, "admin", PASSWORD);
        PAGES.forEach(page -> told.put(page, person.page("GET", page, "").body()));
        Browser form = new Browser(url, null, null);
        told.put("log-in by form, wrong", form.signIn("admin", WRONG).body());
        form.signIn("admin", PASSWORD);
        assertThat(form.page("GET", "/", "").statusCode()).isEqualTo(200);
        form.cookies((name, value) -> secrets.put("session " + name, value));
    }

    private void rememberTokens(String when) throws Exception {
        database.secrets(management).forEach((name, secret) -> secrets.put(when + " " + name, secret));
    }

    private static String basic(String name, String password) {
        return Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Which secret is told where. The admin is shown the webhook's address, and asked for: it is entered in Kommo. */
    private List<String> hits() {
        List<String> hits = new ArrayList<>();
        BiConsumer<String, String> look = (name, secret) -> told.forEach((where, text) -> {
            String part = secret.substring(0, Math.min(secret.length(), TELLING));
            String bytes = java.util.HexFormat.of().formatHex(part.getBytes(StandardCharsets.UTF_8));
            if (text.contains(part) || text.contains(bytes)) {
                hits.add(name + " in " + where + ": " + line(text, text.contains(part) ? part : bytes));
            }
        });
        secrets.forEach(look);
        hits.removeIf(hit -> hit.startsWith("webhook address in / :") || hit.startsWith("webhook address in /:"));
        return hits;
    }

    private static String line(String text, String part) {
        int at = text.indexOf(part);
        return text.substring(Math.max(text.lastIndexOf('\n', at), at - 300) + 1, at);
    }
}
