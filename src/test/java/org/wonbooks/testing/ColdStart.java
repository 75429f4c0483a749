package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How long a start takes, in production on a new database.
 *
 * @param hook seconds until the first webhook was stored
 * @param ready seconds until it would get requests
 */
public record ColdStart(double hook, double ready) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String PAYMENT =
            """
            [{"specversion": "1.0", "id": "1", "source": "intuit", "type": "qbo.payment.created.v1",
              "time": "2026-11-29T12:00:00Z", "intuitentityid": "301", "intuitaccountid": "1", "data": {}}]
            """;

    /**
     * Starts it, and ends it.
     *
     * @param start starts it with these arguments
     */
    public static ColdStart measure(String databaseUrl, Path routes, Function<List<String>, RunningJar> start) {
        int port = WonbooksJar.freePort();
        String url = "http://localhost:" + port;
        long began = System.nanoTime();
        RunningJar running = start.apply(List.of(
                "--spring.profiles.active=production",
                "--spring.datasource.url=" + databaseUrl,
                "--server.port=" + port,
                "--wonbooks.public-url=" + url,
                "--wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "--wonbooks.admin.password=correct horse battery",
                "--wonbooks.quickbooks.webhook-verifier-token=sandbox-verifier",
                "--wonbooks.routes=" + routes));
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest hook = HttpRequest.newBuilder(URI.create(url + "/webhooks/quickbooks"))
                .header("intuit-signature", Webhooks.sign(PAYMENT.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(PAYMENT))
                .build();
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> isTaken(http, hook));
        double taken = seconds(began);
        running.awaitPage(url + "/actuator/health/readiness");
        ColdStart measured = new ColdStart(taken, seconds(began));
        running.kill();
        return measured;
    }

    private static boolean isTaken(HttpClient http, HttpRequest hook) throws InterruptedException {
        try {
            return http.send(hook, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYetOpen) {
            return false;
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
