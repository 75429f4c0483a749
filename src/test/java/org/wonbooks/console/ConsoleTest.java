package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.Wonbooks;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestFolder;

/**
 * The whole application, talked to over HTTP. Nothing is worked on meanwhile, so that rows stay as a test puts them.
 */
@SpringBootTest(
        classes = Wonbooks.class,
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "server.port=0",
            "wonbooks.admin.password=" + ConsoleTest.PASSWORD,
            "wonbooks.work.poll=365d",
            // Marked work is not worked on.
            "wonbooks.work.concurrency=0",
            // Tests ask faster than people.
            "wonbooks.sandbox.speed=20",
            // No token is that old: none is refreshed.
            "wonbooks.tokens.refresh-before=-40000d",
            // Both are off in tests unless they are asked for.
            "spring.jmx.enabled=true",
            "management.prometheus.metrics.export.enabled=true"
        })
public abstract class ConsoleTest {

    public static final String PASSWORD = "correct horse battery";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The header of what a page's form sends. */
    protected static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};

    /** A company of the sandbox. */
    protected static final String GLOBEX = "9341455000000002";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final AtomicLong REALMS = new AtomicLong(100);

    private static final Path DATA = TestFolder.of("console");

    @DynamicPropertySource
    protected static void data(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.data", DATA::toString);
    }

    @Value("${server.port}")
    protected int port;

    @Autowired
    protected JdbcClient jdbc;

    private final HttpClient client = HttpClient.newHttpClient();

    /** What came back. */
    protected record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The one that is set, and not those that are taken back. */
        public String cookie() {
            return response.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> !cookie.contains("Max-Age=0"))
                    .findFirst()
                    .orElseThrow()
                    .split(";")[0];
        }
    }

    /** Sends a request; header names and values in turn. */
    protected Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers what it says. */
    protected static AbstractStringAssert<?> assertRefused(Answer answer, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return assertThat(answer.json().path("detail").asText()).contains(words);
    }

    /** As the admin, by HTTP basic. */
    protected Answer api(String method, String path, String json) {
        return send(
                method, "/api/v1" + path, json, "Authorization", basic(PASSWORD), "Content-Type", "application/json");
    }

    public static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Signs the admin in; answers the cookie. */
    protected String signIn() {
        return signIn(send("GET", "/login", null), PASSWORD).cookie();
    }

    /** Sends the form of the page of signing in. */
    protected Answer signIn(Answer form, String password) {
        String fields =
                String.join("&", form("username", "admin"), form("password", password), form("_csrf", token(form)));
        return send("POST", "/login", fields, FORM[0], FORM[1], "Cookie", form.cookie());
    }

    /** Presses the button of a page that leads there. */
    protected Answer press(Answer page, String cookie, String path) {
        return send("POST", path, form("_csrf", token(page)), FORM[0], FORM[1], "Cookie", cookie);
    }

    /** What a page's forms carry, so that no other site can send them. */
    protected static String token(Answer page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** A field of a form. */
    protected static String form(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A realm that no connection has. */
    protected static String newRealm() {
        return String.valueOf(REALMS.incrementAndGet());
    }

    /** A connection without tokens; answers its id. */
    protected long connection(String name) {
        return api("POST", "/connections", "{\"name\": \"%s\", \"kommo\": {\"subdomain\": \"acme\"}}".formatted(name))
                .json()
                .path("id")
                .asLong();
    }

    /** A connection in shadow with tokens of the sandbox's second company; answers its id. */
    protected long connectedInShadow(String name) {
        jdbc.sql("update connection set realm_id = null where realm_id = ?")
                .param(GLOBEX)
                .update();
        return connectInShadow(name).json().path("id").asLong();
    }

    /** The same, where that company may be connected already. */
    protected Answer connectInShadow(String name) {
        SandboxCalls sandbox = new SandboxCalls(port);
        String kommo = sandbox.post("/kommo/accounts/acme/long-lived-token")
                .path("token")
                .asText();
        String refresh = sandbox.post("/quickbooks/realms/" + GLOBEX + "/refresh-token")
                .path("refreshToken")
                .asText();
        String wanted =
                """
                {"name": "%s", "kommo": {"subdomain": "acme", "longLivedToken": "%s"},
                 "quickbooks": {"realmId": "%s", "refreshToken": "%s"}, "mode": "shadow"}"""
                        .formatted(name, kommo, GLOBEX, refresh);
        return api("POST", "/connections", wanted);
    }

    protected long count(String sql, Object... params) {
        return jdbc.sql("select count(*) from " + sql)
                .params(params)
                .query(Long.class)
                .single();
    }

    /** How often this was done with a connection. */
    protected long audit(String action, long id) {
        return count("audit where action = ? and subject = ?", action, "connection " + id);
    }
}
