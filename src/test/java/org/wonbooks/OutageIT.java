package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.Acks;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * While a peer is down, webhooks are answered as ever, and afterwards everything is done. Figures are printed; how fast
 * the answers have to be is asserted where {@code wonbooks.proof.outage} asks for a minute or more:
 *
 * <pre>
 * ./mvnw verify -Dit.test=OutageIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dwonbooks.proof.outage=PT2M
 * </pre>
 *
 * and with {@code -Dwonbooks.proof.backlog=50000} for so many open pieces of work beside.
 */
class OutageIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Duration OUTAGE = Duration.parse(System.getProperty("wonbooks.proof.outage", "PT5S"));
    private static final int BACKLOG = Integer.getInteger("wonbooks.proof.backlog", 0);
    private static final int HOOKS_PER_SECOND = 20;
    private static final int DEALS = OUTAGE.compareTo(Duration.ofMinutes(1)) < 0 ? 30 : 300;
    private static final int DEALS_IN_A_BULK_MOVE = 250;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int sandboxPort = WonbooksJar.freePort();
    private final int port = WonbooksJar.freePort();
    private final SandboxCalls sandbox = new SandboxCalls(sandboxPort);
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private String hookUrl;

    @ParameterizedTest
    @EnumSource
    void quickBooksIsDown(TestDatabase database) {
        start(database);
        List<Long> leads = wonDeals();
        // Down in both ways, in turn: calls are refused, calls are cut off.
        for (int i = 0; i < 100; i++) {
            spoil("quickbooks", "status", 10);
            spoil("quickbooks", "cut", 10);
        }
        spoil("quickbooks", "status", Integer.MAX_VALUE);
        Acks acks = Acks.collect(
                HOOKS_PER_SECOND, OUTAGE, number -> deliver(List.of(leads.get((int) (number % leads.size())))));
        sandbox.delete("/faults");

        long mended = System.nanoTime();
        await("all done").atMost(Duration.ofMinutes(10)).until(() -> total("OPEN,RUNNING,PAUSED") == 0);
        long drained = Duration.ofNanos(System.nanoTime() - mended).toSeconds();
        System.out.printf(
                "%s, QuickBooks down for %d s: %s; drained in %d s, %d dead letters%n",
                database, OUTAGE.toSeconds(), acks, drained, total("DEAD"));
        assertThat(total("DEAD")).as("dead letters").isZero();
        assertThat(acks.statuses()).containsOnly(200);
        List<String> markers = StreamSupport.stream(
                        sandbox.company().path("invoices").spliterator(), false)
                .map(invoice -> invoice.path("privateNote").asText())
                .filter(note -> note.contains("wonbooks:"))
                .map(note -> note.substring(note.indexOf("wonbooks:")).split(":")[2])
                .toList();
        assertThat(markers)
                .containsExactlyInAnyOrderElementsOf(
                        leads.stream().map(String::valueOf).toList());
        assertFastEnough(acks, database);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "wonbooks.proof.backlog", matches = "\\d+")
    void bothAreDownAndWorkHasPiledUp(TestDatabase database) {
        start(database);
        spoil("quickbooks", "status", Integer.MAX_VALUE);
        spoil("kommo", "status", Integer.MAX_VALUE);
        Acks bulk = new Acks();
        for (int first = 1; first <= BACKLOG; first += DEALS_IN_A_BULK_MOVE) {
            HttpRequest move = deliver(IntStream.range(first, first + DEALS_IN_A_BULK_MOVE)
                    .mapToObj(Long::valueOf)
                    .toList());
            // A sender comes again.
            await().atMost(Duration.ofMinutes(1)).until(() -> bulk.measure(move).join(), status -> status == 200);
        }
        Acks acks = Acks.collect(HOOKS_PER_SECOND, OUTAGE, number -> deliver(List.of(number % BACKLOG + 1)));
        System.out.printf(
                "%s, both down, %d pieces of work open: %s; bulk moves of %d: %s%n",
                database, total("OPEN,RUNNING,PAUSED"), acks, DEALS_IN_A_BULK_MOVE, bulk);
        assertThat(total("OPEN,RUNNING,PAUSED")).isGreaterThanOrEqualTo(BACKLOG);
        assertThat(acks.statuses()).containsOnly(200);
        assertThat(bulk.statuses()).isSubsetOf(200, 503);
        assertFastEnough(acks, database);
    }

    private static void assertFastEnough(Acks acks, TestDatabase database) {
        if (OUTAGE.compareTo(Duration.ofMinutes(1)) >= 0) {
            assertThat(acks.slowest()).as("slowest, ms").isLessThan(1000);
            assertThat(acks.percentile(99)).as("p99, ms").isLessThan(database == TestDatabase.H2 ? 200 : 100);
        }
    }

    private int total(String states) {
        return product.get("/work?state=" + states).path("total").asInt();
    }

    private void spoil(String system, String kind, int count) {
        sandbox.post("/faults", "{\"system\": \"%s\", \"kind\": \"%s\", \"count\": %d}".formatted(system, kind, count));
    }

    private HttpRequest deliver(List<Long> leads) {
        String form = IntStream.range(0, leads.size())
                .mapToObj(i ->
                        "leads[status][%1$d][id]=%2$d&leads[status][%1$d][status_id]=142".formatted(i, leads.get(i)))
                .collect(Collectors.joining("&", "", "&account[id]=32720107&account[subdomain]=acme"));
        return HttpRequest.newBuilder(URI.create(hookUrl))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(form.replace("[", "%5B").replace("]", "%5D")))
                .build();
    }

    /** Deals of new customers, won while no webhook is sent. */
    private List<Long> wonDeals() {
        sandbox.patch("/hooks", "{\"enabled\": false}");
        List<Long> leads = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            long lead = sandbox.deal(
                    """
                    {"name": "Deal %1$d", "price": %2$d.25,
                     "contact": {"name": "Customer %1$d", "email": "customer%1$d@example.com"}}
                    """
                            .formatted(i, 1000 + i));
            sandbox.win(lead);
            leads.add(lead);
        }
        sandbox.patch("/hooks", "{\"enabled\": true}");
        return leads;
    }

    /** However many deals are won within an hour, none waits for a person. */
    private void start(TestDatabase database) {
        jar.start(
                        "--sandbox",
                        "--server.port=" + sandboxPort,
                        "--wonbooks.sandbox.speed=20",
                        "--wonbooks.sandbox.quickbooks-webhook-url=http://localhost:" + port + "/webhooks/quickbooks")
                .awaitPage("http://localhost:" + sandboxPort + "/sandbox/state");
        String quickbooks = "http://localhost:" + sandboxPort + "/sandbox/quickbooks";
        jar.start(
                        "--spring.profiles.active=production",
                        "--spring.datasource.url=" + database.newUrl(),
                        "--server.port=" + port,
                        "--wonbooks.public-url=http://localhost:" + port,
                        "--wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                        "--wonbooks.admin.password=" + PASSWORD,
                        "--wonbooks.routes=" + WonbooksJar.ROUTES,
                        "--wonbooks.quickbooks.client-id=sandbox-client",
                        "--wonbooks.quickbooks.client-secret=sandbox-secret",
                        "--wonbooks.quickbooks.webhook-verifier-token=sandbox-verifier",
                        "--wonbooks.quickbooks.api-url=" + quickbooks,
                        "--wonbooks.quickbooks.token-url=" + quickbooks + "/oauth2/v1/tokens/bearer",
                        "--wonbooks.kommo.api-url=http://localhost:" + sandboxPort + "/sandbox/kommo/{subdomain}",
                        "--wonbooks.limits.kommo-per-second=120",
                        "--wonbooks.limits.quickbooks-per-second=180",
                        "--wonbooks.limits.quickbooks-per-minute=9000",
                        "--wonbooks.work.probe=1s")
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        hookUrl = product.connect(sandbox).path("kommoWebhookUrl").asText();
    }
}
