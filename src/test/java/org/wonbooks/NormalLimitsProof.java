package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * At the limits that product and sandbox come with, many deals won at once use what the limits allow, and neither peer
 * ever answers 429; and once more where Kommo has no limit. Takes minutes, so it runs by command only: see
 * {@code docs/reliability.md}.
 */
class NormalLimitsProof {

    private static final int DEALS = 300;
    private static final String PASSWORD = "correct horse battery";

    /** As in {@code LimitSettings}. */
    private static final int KOMMO_PER_SECOND = 6;

    private static final int QUICKBOOKS_PER_SECOND = 9;
    private static final int QUICKBOOKS_PER_MINUTE = 480;

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asUsersDo(true);

    private final int port = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(port);

    @ParameterizedTest
    @CsvSource({"H2, false", "POSTGRESQL, false", "H2, true", "POSTGRESQL, true"})
    void manyDealsAtOnceUseTheLimitsAndBreakNone(TestDatabase database, boolean kommoUnlimited) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--spring.datasource.url=" + database.newUrl()));
        if (kommoUnlimited) {
            arguments.add("--wonbooks.limits.kommo-per-second=600");
            arguments.add("--wonbooks.sandbox.kommo-speed=100");
        }
        jar.start(arguments).awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        ProductCalls product = new ProductCalls(port, PASSWORD);
        product.awaitProvisioned();
        product.awaitIdle();
        long connection =
                product.get("/connections").path("items").path(0).path("id").asLong();
        product.patch("/connections/" + connection, "{\"settings\": {\"invoice\": {\"burst\": 0}}}");
        product.awaitIdle();
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(sandbox.deal(i));
        }
        Instant start = Instant.now();

        deals.forEach(sandbox::win);

        List<Double> load = new ArrayList<>();
        await("all sent")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    load.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
                    return product.get("/deals?state=SENT&connection=" + connection)
                                    .path("total")
                                    .asInt()
                            == DEALS;
                });
        product.awaitIdle();
        System.out.printf(
                "%s%s, %d deals, load of the machine (%d processors) %.1f on average%n",
                database,
                kommoUnlimited ? ", Kommo without a limit" : "",
                DEALS,
                Runtime.getRuntime().availableProcessors(),
                load.stream().mapToDouble(each -> each).average().orElse(0));
        double kommo = kommoUnlimited ? 0 : share("kommo", start);
        double quickbooks = share("quickbooks", start);
        assertThat(invoicedDeals()).containsAll(deals).hasSameSizeAs(deals);
        assertThat(Math.max(kommo, quickbooks)).as("share of the tighter limit").isGreaterThanOrEqualTo(0.95);
    }

    /**
     * Of the time between the first call and the last one: how much of it the limits ask for, for so many calls. What a
     * peer was not asked for, as the other one's limit is tighter, shows as a smaller share.
     */
    private double share(String peer, Instant start) {
        List<JsonNode> calls = StreamSupport.stream(
                        sandbox.get("/calls?system=" + peer).spliterator(), false)
                .filter(call -> time(call).isAfter(start))
                .toList();
        assertThat(calls)
                .as(peer)
                .extracting(call -> call.path("status").asInt())
                .doesNotContain(429);
        double seconds = Duration.between(time(calls.get(0)), time(calls.get(calls.size() - 1)))
                        .toMillis()
                / 1000.0;
        double share = asked(peer, calls.size()) / seconds;
        System.out.printf(
                "  %s: %d calls in %.1f s, %.2f a second; limit %s; that is %.1f %% of what it allows%n",
                peer,
                calls.size(),
                seconds,
                calls.size() / seconds,
                peer.equals("kommo") ? "6 a second" : "480 a minute, 9 a second",
                share * 100);
        return share;
    }

    /** The shortest time between the first and the last one of so many calls: as many at once as the windows allow. */
    private static double asked(String peer, int calls) {
        int last = calls - 1;
        if (peer.equals("kommo")) {
            return last / KOMMO_PER_SECOND;
        }
        return last / QUICKBOOKS_PER_MINUTE * 60.0 + last % QUICKBOOKS_PER_MINUTE / QUICKBOOKS_PER_SECOND;
    }

    /** The deals of the sandbox's invoices, one for each invoice. */
    private List<Long> invoicedDeals() {
        return StreamSupport.stream(sandbox.company().path("invoices").spliterator(), false)
                .map(invoice -> invoice.path("privateNote").asText())
                .filter(note -> note.matches("(?s).*wonbooks:\\d+:\\d+:\\d+$"))
                .map(note -> Long.valueOf(note.replaceAll("(?s).*wonbooks:\\d+:(\\d+):\\d+$", "$1")))
                .collect(Collectors.toList());
    }

    private static Instant time(JsonNode call) {
        return Instant.parse(call.path("time").asText());
    }
}
