package org.wonbooks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/**
 * How long a start takes, in production on a new H2 database: to the first webhook that is stored, and until it is
 * ready. Both ways to start it take turns, five times each.
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=StartProof
 * </pre>
 */
class StartProof {

    private static final int STARTS = Integer.getInteger("wonbooks.proof.starts", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String TOKEN = "verifier";
    private static final String PAYMENT =
            """
            [{"specversion": "1.0", "id": "1", "source": "intuit", "type": "qbo.payment.created.v1",
              "time": "2026-11-29T12:00:00Z", "intuitentityid": "301", "intuitaccountid": "1", "data": {}}]
            """;

    @RegisterExtension
    final WonbooksJar archived = WonbooksJar.asUsersDo(true);

    @RegisterExtension
    final WonbooksJar plain = WonbooksJar.asUsersDo(false);

    private final HttpClient http = HttpClient.newHttpClient();

    private record Start(double webhook, double ready) {}

    @Test
    void isQuick() throws Exception {
        List<Start> byScript = new ArrayList<>();
        List<Start> byJar = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            byScript.add(start(archived, i));
            byJar.add(start(plain, i));
        }
        print("bin/wonbooks", byScript);
        print("java -jar", byJar);
    }

    private Start start(WonbooksJar jar, int number) throws Exception {
        int port = WonbooksJar.freePort();
        String url = "http://localhost:" + port;
        long began = System.nanoTime();
        RunningJar running = jar.start(
                "--spring.profiles.active=production",
                "--server.port=" + port,
                "--wonbooks.data=" + jar.folder().resolve("data-" + number),
                "--wonbooks.public-url=" + url,
                "--wonbooks.encryption-key=" + "A".repeat(43) + "=",
                "--wonbooks.admin.password=correct horse battery",
                "--wonbooks.quickbooks.webhook-verifier-token=" + TOKEN,
                "--wonbooks.routes=" + WonbooksJar.ROUTES);
        HttpRequest hook = HttpRequest.newBuilder(URI.create(url + "/webhooks/quickbooks"))
                .header("intuit-signature", signature())
                .POST(BodyPublishers.ofString(PAYMENT))
                .build();
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> isTaken(hook));
        double webhook = seconds(began);
        running.awaitPage(url + "/actuator/health/readiness");
        Start start = new Start(webhook, seconds(began));
        running.kill();
        return start;
    }

    private boolean isTaken(HttpRequest hook) throws InterruptedException {
        try {
            return http.send(hook, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYetOpen) {
            return false;
        }
    }

    private static String signature() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(PAYMENT.getBytes(StandardCharsets.UTF_8)));
    }

    private static void print(String way, List<Start> starts) {
        System.out.printf(
                Locale.ROOT,
                "%s: first webhook stored after %.1f s, ready after %.1f s (medians of %d)%n",
                way,
                median(starts.stream().mapToDouble(Start::webhook).sorted().toArray()),
                median(starts.stream().mapToDouble(Start::ready).sorted().toArray()),
                starts.size());
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
