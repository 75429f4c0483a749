package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.LiveObjects;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Crowds of strangers leave nothing behind: each round sends 500 log-ins that never end, 2,000 guesses from 90 threads,
 * half of them from addresses that were never seen, and asks 10,000 times for the page to log in. What is still held
 * after a round is what its process says after a full collection.
 */
class CrowdsIT {

    private static final int ROUNDS = 5;
    private static final int SLOW = 500;
    private static final int GUESSES = 2_000;
    private static final int PAGES = 10_000;
    private static final int THREADS = 90;

    /** As many visitors' guesses are counted. */
    private static final int VISITORS = 10_000;

    private static final String COUNTED = "org.wonbooks.console.door.Guesses$Wrong";

    /** Between the first and the last round: the server's threads come and go, with their buffers. */
    private static final long MORE_BYTES = 2 << 20;

    private static final long MORE_OBJECTS = 10_000;

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** What is only kept as long as there is room is let go at each collection. */
    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.told("-XX:SoftRefLRUPolicyMSPerMB=0");

    private final int port = WonbooksJar.freePort();
    private final String url = "http://localhost:" + port;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient client = HttpClient.newHttpClient();
    private RunningJar running;
    private int addresses;

    @BeforeEach
    void start() {
        running = jar.start(
                        "--spring.profiles.active=production",
                        "--spring.datasource.url=" + TestDatabase.H2.newUrl(),
                        "--server.port=" + port,
                        "--wonbooks.trusted-proxies=127.0.0.1,::1",
                        "--wonbooks.public-url=" + url,
                        "--wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                        "--wonbooks.admin.password=correct horse battery",
                        "--wonbooks.quickbooks.webhook-verifier-token=sandbox-verifier",
                        "--wonbooks.routes=" + WonbooksJar.ROUTES)
                .awaitPage(url + "/actuator/health/readiness");
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void leaveNothingBehind() throws Exception {
        List<LiveObjects> rounds = new ArrayList<>();
        try (ProcessManagement management = ProcessManagement.of(running)) {
            // To warm up; and more visitors than are counted. Whom a busy server has no place for is not counted.
            round();
            LiveObjects warm = LiveObjects.of(management);
            for (int times = 0; times < 5 && warm.count(COUNTED) <= VISITORS; times++) {
                all(IntStream.range(0, VISITORS).mapToObj(number -> byBasic(newAddress())));
                warm = LiveObjects.of(management);
            }
            print("warm", warm);
            for (int round = 1; round <= ROUNDS; round++) {
                round();
                rounds.add(LiveObjects.of(management));
                print(String.valueOf(round), rounds.get(round - 1));
            }
        }

        LiveObjects first = rounds.get(0);
        LiveObjects last = rounds.get(ROUNDS - 1);
        String more = last.more(first);
        System.out.println("More in the last round than in the first:\n" + more);
        assertThat(last.bytes() - first.bytes()).as(more).isLessThan(MORE_BYTES);
        assertThat(last.objects() - first.objects()).as(more).isLessThan(MORE_OBJECTS);
        assertThat(last.ours() - first.ours()).as(more).isLessThan(100);
        assertThat(last.count(COUNTED)).isEqualTo(VISITORS + 1);
    }

    private void print(String round, LiveObjects live) {
        System.out.printf(
                "Round %s: %,d bytes in %,d objects live, %,d of them of Wonbooks' own classes; %d MB resident%n",
                round, live.bytes(), live.objects(), live.ours(), running.residentMegabytes());
    }

    private void round() throws Exception {
        slowLogIns();
        HttpResponse<String> page = send(request("/login", "192.0.2.1"));
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        all(IntStream.range(0, GUESSES).mapToObj(number -> {
            String address = number % 4 < 2 ? "192.0.2.1" : newAddress();
            return number % 2 == 0 ? byBasic(address) : byForm(address, cookie, token.group(1));
        }));
        all(IntStream.range(0, PAGES).mapToObj(number -> request("/login", newAddress())));
    }

    private void slowLogIns() throws Exception {
        List<RawHttp> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                RawHttp http = new RawHttp(port);
                crowd.add(http);
                http.head(
                        "POST /login HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 4000");
                http.write(new byte[] {'a'});
            }
            for (RawHttp http : crowd) {
                assertThat(http.readHead()).startsWith("HTTP/1.1 408");
            }
        } finally {
            for (RawHttp http : crowd) {
                http.close();
            }
        }
    }

    /** None is let in, and nothing fails. */
    private void all(Stream<HttpRequest.Builder> requests) throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        requests.forEach(request -> answers.add(
                threads.submit((Callable<Integer>) () -> send(request).statusCode())));
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 302, 401, 429, 503);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String address) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("X-Forwarded-For", address);
    }

    private HttpRequest.Builder byBasic(String address) {
        String wrong = Base64.getEncoder().encodeToString("admin:wrong".getBytes(UTF_8));
        return request("/api/v1/work", address).header("Authorization", "Basic " + wrong);
    }

    private HttpRequest.Builder byForm(String address, String cookie, String token) {
        String form = "username=admin&password=wrong&_csrf=" + URLEncoder.encode(token, UTF_8);
        return request("/login", address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(form));
    }

    private String newAddress() {
        int number = addresses++;
        return "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
    }
}
