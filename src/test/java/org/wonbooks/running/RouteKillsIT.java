package org.wonbooks.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.running.Candidates.Variant;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Wherever a process is killed, or stopped, while a set of routes is put to work amid deals, it starts on that set or
 * on the one before, whole, and each deal is billed once. For thirty rounds:
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RouteKillsIT -Dwonbooks.proof.kills=30
 * </pre>
 */
class RouteKillsIT {

    private static final int ROUNDS = Integer.getInteger("wonbooks.proof.kills", 4);
    private static final long SEED = Long.getLong("wonbooks.proof.seed", System.nanoTime());
    private static final int DEALS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final List<Long> won = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private Production production;
    private Production.Instance instance;
    private Candidates candidates;
    private long usualMillis;

    @Test
    void everyStartIsOnAGoodSet() throws Exception {
        String url = TestDatabase.H2.newUrl();
        production = new Production(
                jar,
                url,
                1,
                Map.of(
                        "wonbooks.work.lease", "3s",
                        "wonbooks.work.probe", "1s",
                        "wonbooks.retry.delays", "1s,1s,1s,1s,1s,1s,1s,1s"));
        instance = production.instances().get(0);
        candidates = new Candidates(jar);
        long began = System.nanoTime();
        Candidates.apply(instance.calls(), candidates.make(Variant.WORDS));
        usualMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                round();
            }
        } finally {
            System.out.printf("Ends amid applies of %d ms, seed %d: %s%n", usualMillis, SEED, ends);
        }
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        instance.calls().awaitIdle(PATIENCE);
        JsonNode state = production.stop();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        assertThat(Invariants.violations(state, jdbc, won)).isEmpty();
        assertThat(jdbc.sql("select count(*) from deal where state = 'SENT'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(won.size());
    }

    private void round() throws IOException {
        Variant variant = Variant.values()[random.nextInt(Variant.values().length)];
        String candidate = candidates.make(variant);
        String before = instance.calls().get("/routes").path("digest").asText();
        List<Long> leads = production.win(DEALS);
        won.addAll(leads);
        List<Long> unheard = new ArrayList<>(leads);
        unheard.removeIf(instance::deliver);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> apply(candidate));
        Duration pause = Duration.ofMillis(random.nextLong(usualMillis * 3 / 2));
        await().pollInterval(Duration.ofMillis(1)).pollDelay(pause).until(() -> true);
        boolean kill = random.nextInt(4) > 0;
        if (kill) {
            instance.running().kill();
        } else {
            instance.running().stop();
        }
        long began = System.nanoTime();
        instance.start().awaitReady();
        long ready = System.nanoTime();

        JsonNode now = instance.calls().get("/routes");
        String digest = now.path("digest").asText();
        String end = "%s %s, %s after %d ms: %s"
                .formatted(
                        candidate,
                        answer.join(),
                        kill ? "killed" : "stopped",
                        pause.toMillis(),
                        digest.equals(before) ? "before" : "after");
        List<String> good = variant == Variant.FAULTY || answer.join().startsWith("refused")
                ? List.of(before)
                : answer.join().equals("applied")
                        ? List.of(candidates.digest(candidate))
                        : List.of(before, candidates.digest(candidate));
        assertThat(digest).as(end).isIn(good);
        assertThat(now.path("warnings")).as(end).isEmpty();
        assertThat(RouteFiles.read(jar.folder().resolve("data/route-sets").resolve(digest.substring(0, 16)))
                        .digest())
                .as(end)
                .isEqualTo(digest);
        await("webhooks").atMost(PATIENCE).until(() -> {
            unheard.removeIf(instance::deliver);
            return unheard.isEmpty();
        });
        instance.calls().awaitIdle(PATIENCE);
        ends.add("%n%s; ready after %.1f s, all done after %.1f s"
                .formatted(end, (ready - began) / 1e9, (System.nanoTime() - began) / 1e9));
    }

    private String apply(String candidate) {
        try {
            Candidates.apply(instance.calls(), candidate);
            return "applied";
        } catch (IllegalStateException refused) {
            return "refused " + refused.getMessage().substring(0, 3);
        } catch (RuntimeException cutOff) {
            return "cut off";
        }
    }
}
