package org.wonbooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Webhooks;
import org.wonbooks.testing.WonbooksJar;

/** The jar with its sandbox, to which large signed deliveries come. */
final class LargeDeliveries {

    private static final String PASSWORD = "correct horse battery";

    final SandboxCalls sandbox;
    final ProductCalls product;
    private final WonbooksJar jar;
    private final String url;
    private final int port = WonbooksJar.freePort();
    private final HttpClient sender =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RunningJar running;

    LargeDeliveries(WonbooksJar jar, TestDatabase database) {
        this.jar = jar;
        url = database.newUrl();
        sandbox = new SandboxCalls(port);
        product = new ProductCalls(port, PASSWORD);
    }

    void start() {
        running = jar.start(
                "--server.port=" + port,
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--spring.datasource.url=" + url);
        running.awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        product.awaitProvisioned();
    }

    /** As {@code kill -9} does. */
    void kill() {
        running.kill();
    }

    /** Its database, once it has ended. */
    JdbcClient stop() {
        running.stop();
        return JdbcClient.create(new DriverManagerDataSource(url));
    }

    /** So many payments, as Intuit tells of them now. */
    static byte[] cloudEvents(int from, int number) {
        return IntStream.range(from, from + number)
                .mapToObj(i ->
                        """
                        {"specversion":"1.0","id":"88cd52aa-33b6-4351-9aa4-47572edbd068-%1$d","source":"intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",\
                        "type":"qbo.payment.created.v1","time":"2026-11-30T08:00:00Z","intuitentityid":"%1$d","intuitaccountid":"%2$s","data":{}}"""
                                .formatted(i, SandboxCalls.REALM))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }

    /** So many payments, as Intuit told of them until 2026. */
    static byte[] notifications(int from, int number) {
        return IntStream.range(from, from + number)
                .mapToObj(i ->
                        """
                        {"name":"Payment","id":"%d","operation":"Create","lastUpdated":"2026-11-30T08:00:00.000Z"}"""
                                .formatted(i))
                .collect(Collectors.joining(
                        ",",
                        "{\"eventNotifications\":[{\"realmId\":\"" + SandboxCalls.REALM
                                + "\",\"dataChangeEvent\":{\"entities\":[",
                        "]}}]}"))
                .getBytes(UTF_8);
    }

    /** Sends it once; answers the status. */
    int deliver(byte[] body) throws IOException, InterruptedException {
        HttpRequest hook = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/quickbooks"))
                .header("intuit-signature", Webhooks.sign(body))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return sender.send(hook, BodyHandlers.discarding()).statusCode();
    }

    void awaitAllTaken() {
        await("all taken apart")
                .atMost(Duration.ofMinutes(3))
                .until(() -> product.get("/work/deliveries").path("total").asInt() == 0);
    }
}
