package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * At the limits that product and sandbox come with, many deals won at once use what the limits allow, and neither peer
 * ever answers 429. Takes a minute for each database, so it runs by command only: see {@code docs/reliability.md}.
 */
class NormalLimitsProof {

    private static final int DEALS = 60;
    private static final String PASSWORD = "correct horse battery";
    private static final int KOMMO_PER_SECOND = 6;
    private static final int QUICKBOOKS_PER_SECOND = 9;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(port);

    @ParameterizedTest
    @EnumSource
    void manyDealsAtOnceUseTheLimitsAndBreakNone(TestDatabase database) {
        jar.start(
                        "--server.port=" + port,
                        "--wonbooks.admin.password=" + PASSWORD,
                        "--wonbooks.routes=" + WonbooksJar.ROUTES,
                        "--spring.datasource.url=" + database.newUrl())
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        ProductCalls product = new ProductCalls(port, PASSWORD);
        product.awaitProvisioned();
        product.awaitIdle();
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(sandbox.deal(
                    """
                    {"name": "Deal %1$d", "price": 10%1$d.25,
                     "contact": {"name": "Customer %1$d", "email": "customer%1$d@example.com"}}
                    """
                            .formatted(i)));
        }
        Instant start = Instant.now();

        deals.forEach(sandbox::win);

        long connection =
                product.get("/connections").path("items").path(0).path("id").asLong();
        await("all sent")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> product.get("/deals?state=SENT&connection=" + connection)
                                .path("total")
                                .asInt()
                        == DEALS);
        product.awaitIdle();
        double kommo = share("kommo", KOMMO_PER_SECOND, start);
        double quickbooks = share("quickbooks", QUICKBOOKS_PER_SECOND, start);
        System.out.printf(
                "%s: of what the limits allow, Kommo %.0f %%, QuickBooks %.0f %%%n",
                database, kommo * 100, quickbooks * 100);
        assertThat(deals)
                .allSatisfy(deal -> assertThat(sandbox.invoicesOf(deal)).hasSize(1));
        assertThat(Math.max(kommo, quickbooks)).as("share of the tighter limit").isGreaterThanOrEqualTo(0.8);
    }

    /** From the first call to the last: the calls made, of those that a limit a second allows in that time. */
    private double share(String peer, int perSecond, Instant start) {
        List<JsonNode> calls = StreamSupport.stream(
                        sandbox.get("/calls?system=" + peer).spliterator(), false)
                .filter(call -> time(call).isAfter(start))
                .toList();
        assertThat(calls)
                .as(peer)
                .extracting(call -> call.path("status").asInt())
                .doesNotContain(429);
        Duration span = Duration.between(time(calls.get(0)), time(calls.get(calls.size() - 1)));
        System.out.printf("%s: %d calls in %d ms%n", peer, calls.size(), span.toMillis());
        return calls.size() / (perSecond * (span.toMillis() / 1000.0 + 1));
    }

    private static Instant time(JsonNode call) {
        return Instant.parse(call.path("time").asText());
    }
}
