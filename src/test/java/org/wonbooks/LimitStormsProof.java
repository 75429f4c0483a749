package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Peers that refuse for a while, by the real clock. By command only: see {@code docs/reliability.md}. */
class LimitStormsProof {

    private static final int DEALS = 10;
    private static final String PASSWORD = "correct horse battery";

    /** What was on its way when the peer refused another call, and before we knew, is answered a little later. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asUsersDo(true);

    private final int port = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(port);
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private long connection;

    @ParameterizedTest
    @CsvSource({"H2, kommo quickbooks", "H2, quickbooks", "POSTGRESQL, kommo quickbooks", "POSTGRESQL, quickbooks"})
    void whereEveryThirdCallIsToWaitTwoSecondsAllIsDoneSoonAfter(TestDatabase database, String systems) {
        start(database);
        for (String system : systems.split(" ")) {
            sandbox.post(
                    "/faults",
                    """
                    {"system": "%s", "path": "/(v3|api)/", "count": 100000, "every": 3, "status": 429,
                     "retryAfter": "2"}"""
                            .formatted(system));
        }
        Instant begin = win();

        Duration after = doneAfter(begin.plusSeconds(20));

        System.out.printf(
                "%s, %s: %d deals done %s after the storm; load of the machine %.1f%n",
                database, systems, DEALS, after, load());
        for (String system : systems.split(" ")) {
            assertNoneWithinARetryAfter(calls(system, begin));
        }
        assertThat(after).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void whereKommoAnswersWithPagesFewCallsAreMade(TestDatabase database) {
        start(database);
        sandbox.post(
                "/faults",
                """
                {"system": "kommo", "count": 100000, "status": 403, "body": "<html>403 Forbidden</html>"}""");
        Instant begin = win();

        Duration after = doneAfter(begin.plusSeconds(30));

        List<JsonNode> within = calls("kommo", begin).stream()
                .filter(call -> time(call).isBefore(begin.plusSeconds(30)))
                .toList();
        System.out.printf(
                "%s: %d calls to Kommo within 30 s of pages, %d deals done %s after; load of the machine %.1f%n",
                database, within.size(), DEALS, after, load());
        assertThat(within).hasSizeLessThanOrEqualTo(12);
        assertThat(after).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void start(TestDatabase database) {
        jar.start(
                        "--server.port=" + port,
                        "--wonbooks.admin.password=" + PASSWORD,
                        "--wonbooks.routes=" + WonbooksJar.ROUTES,
                        "--spring.datasource.url=" + database.newUrl())
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        product.awaitProvisioned();
        product.awaitIdle();
        connection =
                product.get("/connections").path("items").path(0).path("id").asLong();
    }

    private Instant win() {
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(sandbox.deal(i));
        }
        Instant begin = Instant.now();
        deals.forEach(sandbox::win);
        return begin;
    }

    /** Ends the storm at its time, and waits for all deals. */
    private Duration doneAfter(Instant end) {
        await("the storm's end")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !Instant.now().isBefore(end));
        sandbox.delete("/faults");
        await("all done")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> product.get("/deals?state=SENT&connection=" + connection)
                                        .path("total")
                                        .asInt()
                                == DEALS
                        && product.get("/work?state=OPEN,RUNNING,PAUSED")
                                        .path("total")
                                        .asInt()
                                == 0);
        return Duration.between(end, Instant.now());
    }

    private List<JsonNode> calls(String system, Instant since) {
        return StreamSupport.stream(sandbox.get("/calls?system=" + system).spliterator(), false)
                .filter(call -> time(call).isAfter(since))
                .toList();
    }

    private static void assertNoneWithinARetryAfter(List<JsonNode> calls) {
        List<Instant> refusals = calls.stream()
                .filter(call -> call.path("status").asInt() == 429)
                .map(LimitStormsProof::time)
                .toList();
        assertThat(refusals).isNotEmpty();
        List<Long> within = new ArrayList<>();
        for (Instant refused : refusals) {
            calls.stream()
                    .map(call -> Duration.between(refused, time(call)).toMillis())
                    .filter(after -> after > 0 && after < 2000)
                    .forEach(within::add);
        }
        System.out.printf(
                "  %d calls, %d of them refused; those that came within the 2 s, in ms after the refusal: %s%n",
                calls.size(), refusals.size(), within);
        assertThat(within).allMatch(after -> after <= ON_ITS_WAY.toMillis());
    }

    private static Instant time(JsonNode call) {
        return Instant.parse(call.path("time").asText());
    }
}
