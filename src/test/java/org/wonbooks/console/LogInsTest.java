package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.wonbooks.testing.TestFolder;
import org.wonbooks.testing.TestTime;
import org.wonbooks.testing.Whole;

/**
 * Log-ins over HTTP, from as many addresses as a test likes: behind a proxy that is trusted, so it is an application of
 * its own.
 */
@Whole
@Import(TestTime.class)
@TestPropertySource(properties = "wonbooks.trusted-proxies=127.0.0.1,::1")
class LogInsTest extends ConsoleTest {

    private static final int GUESSES = 2000;
    private static final int THREADS = 90;

    /** Whoever is right is let in within that. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Autowired
    TestTime time;

    @Autowired
    StrangersAudit strangers;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void ownFolder(DynamicPropertyRegistry registry) {
        Path folder = TestFolder.of("log-ins");
        registry.add("spring.datasource.url", () -> "jdbc:h2:file:" + folder.resolve("wonbooks") + ";WRITE_DELAY=0");
        registry.add("wonbooks.sandbox.data", folder::toString);
    }

    @BeforeEach
    void nothingYet() {
        strangers.write();
        jdbc.sql("delete from audit").update();
    }

    @AfterEach
    void theWorldsTime() {
        time.reset();
    }

    @Test
    void whileStrangersGuessTheRightPersonIsLetIn() throws Exception {
        String known = cookie(signIn("192.0.2.1", PASSWORD, ""), "wonbooks-known");
        Form form = page("192.0.2.1", "");
        List<HttpResponse<String>> answers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<HttpResponse<String>>> guesses = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                guesses.add(threads.submit(
                        i % 2 == 0 ? () -> byBasic("192.0.2.1", "wrong") : () -> byForm("192.0.2.1", "wrong", form)));
            }

            // Among so many, one may be asked to come again: the doors are left to hooks.
            tries().until(() -> byBasic("198.51.100.7", PASSWORD).statusCode() == 200);
            tries().until(() -> location(signIn("192.0.2.1", PASSWORD, known)).equals("/"));
            tries().until(() -> location(signIn("198.51.100.8", PASSWORD, "")).equals("/"));

            for (Future<HttpResponse<String>> guess : guesses) {
                answers.add(guess.get());
            }
        } finally {
            threads.shutdownNow();
        }

        List<HttpResponse<String>> slowed =
                answers.stream().filter(answer -> answer.statusCode() == 429).toList();
        List<HttpResponse<String>> lookedAt = answers.stream()
                .filter(answer -> answer.statusCode() != 429 && answer.statusCode() != 503)
                .toList();
        assertThat(lookedAt)
                .hasSize(10)
                .allMatch(
                        answer -> answer.statusCode() == 401 || location(answer).equals("/login?error"));
        assertThat(slowed).isNotEmpty().allSatisfy(answer -> assertThat(Long.parseLong(
                        answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 300L));
        assertThat(location(signIn("192.0.2.1", PASSWORD, known))).isEqualTo("/");
        assertThat(byBasic("192.0.2.1", PASSWORD).statusCode()).isEqualTo(429);

        strangers.write();
        assertThat(rows("stranger"))
                .containsExactly(tuple(
                        "login.slowed",
                        "passwords that were wrong: 10, that were not looked at: " + (slowed.size() + 1),
                        "192.0.2.1"));
        time.pass(Duration.ofMinutes(5));
        assertThat(byBasic("192.0.2.1", PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void logInsAreWrittenDownWithTheirAddress() throws Exception {
        signIn("203.0.113.1", PASSWORD, "");
        byBasic("203.0.113.2", PASSWORD);
        byBasic("203.0.113.2", PASSWORD);
        byBasic("203.0.113.3", "wrong");
        post("/api/v1/connections", "203.0.113.2", "{\"name\": \"A\", \"kommo\": {\"subdomain\": \"a\"}}");
        send("POST", "/webhooks/kommo/unknown", "a=b");
        send("POST", "/webhooks/quickbooks", "{}");
        send("POST", "/webhooks/quickbooks", "{}");
        time.pass(Duration.ofHours(1));

        strangers.write();

        assertThat(rows("admin"))
                .containsExactly(
                        tuple("login.worked", "by the form", "203.0.113.1"),
                        tuple("login.worked", "by HTTP basic; the first one in a day from there", "203.0.113.2"),
                        tuple("connection.create", "A, a", "203.0.113.2"));
        assertThat(rows("stranger"))
                .containsExactlyInAnyOrder(
                        tuple(
                                "login.failed",
                                "passwords that were wrong: 1, that were not looked at: 0",
                                "203.0.113.3"),
                        tuple("webhook.refused", "deliveries: 1", null),
                        tuple("webhook.refused", "deliveries: 2", null));
        assertThat(api("GET", "/audit", null).json().path("items").findValuesAsText("address"))
                .contains("203.0.113.1", "203.0.113.3");
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusyItIs() throws Exception {
        String session = cookie(signIn("203.0.113.9", PASSWORD, ""), "wonbooks");
        time.pass(Duration.ofHours(12).minusSeconds(1));
        assertThat(send("GET", "/", null, "Cookie", session).status()).isEqualTo(200);

        time.pass(Duration.ofSeconds(1));

        assertThat(send("GET", "/", null, "Cookie", session).status()).isEqualTo(401);
    }

    @Test
    void theCookieOfABrowserLetsNobodyIn() throws Exception {
        HttpResponse<String> in = signIn("203.0.113.10", PASSWORD, "");

        assertThat(in.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("wonbooks-known="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=15552000");
        assertThat(send("GET", "/", null, "Cookie", cookie(in, "wonbooks-known"))
                        .status())
                .isEqualTo(401);
    }

    private static ConditionFactory tries() {
        return Awaitility.await().atMost(PATIENCE).ignoreException(NoSuchElementException.class);
    }

    private record Form(String cookies, String token) {}

    private Form page(String address, String cookies) throws Exception {
        HttpResponse<String> page = client.send(
                request("/login", address).header("Cookie", cookies + "; a=b").build(), BodyHandlers.ofString());
        return new Form(cookie(page, "wonbooks-form") + "; " + cookies, token(new Answer(200, page.body(), page)));
    }

    private HttpResponse<String> signIn(String address, String password, String cookies) throws Exception {
        return byForm(address, password, page(address, cookies));
    }

    private HttpResponse<String> byForm(String address, String password, Form form) throws Exception {
        String fields =
                String.join("&", form("username", "admin"), form("password", password), form("_csrf", form.token));
        return client.send(
                request("/login", address)
                        .header(FORM[0], FORM[1])
                        .header("Cookie", form.cookies)
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> byBasic(String address, String password) throws Exception {
        return client.send(
                request("/api/v1/work", address)
                        .header("Authorization", basic(password))
                        .build(),
                BodyHandlers.ofString());
    }

    private void post(String path, String address, String json) throws Exception {
        HttpResponse<String> answer = client.send(
                request(path, address)
                        .header("Authorization", basic(PASSWORD))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpRequest.Builder request(String path, String address) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .header("X-Forwarded-For", address);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";")[0])
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private List<Tuple> rows(String username) {
        return jdbc.sql("select action, detail, address from audit where username = ? order by id")
                .param(username)
                .query((row, number) -> tuple(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }
}
