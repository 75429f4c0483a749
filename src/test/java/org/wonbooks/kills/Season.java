package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Rounds of one production, and what is to be said of it in the end. Its seed decides all but the timing. */
final class Season {

    private static final int DEALS = 20;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How long the sandbox may wait for calls that a round wants held; some never come. */
    private static final Duration MEETING = Duration.ofSeconds(10);

    private final TestDatabase database;
    private final RandomGenerator random;
    private final Figures figures;
    private final JdbcClient jdbc;
    private final Production production;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();

    Season(WonbooksJar jar, TestDatabase database, long seed, Figures figures) {
        this.database = database;
        this.figures = figures;
        random = new SplittableRandom(seed);
        String url = database.newUrl().replace("file:./", "file:" + jar.folder() + "/");
        jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        production = new Production(
                jar,
                url,
                database == TestDatabase.H2 ? 1 : 2,
                Map.of(
                        "wonbooks.work.lease", LEASE.toSeconds() + "s",
                        "wonbooks.work.probe", "1s",
                        "wonbooks.retry.delays", "1s,1s,1s,1s,1s,1s,1s,1s"));
        // Each refresh brings another refresh token. An answer lost for good must leave a token that works.
        production.sandbox().patch("/quickbooks/modes", "{\"tokens\": \"grace\", \"tokenTurnover\": \"PT0S\"}");
    }

    /** Wins deals, kills or freezes an instance that waits for an answer, and sees to it that all comes right. */
    void round() {
        List<Hold> holds = holds();
        List<Long> won = production.win(DEALS);
        if (holds.get(0).place() == Hold.TOKEN) {
            endAccessTokens();
        }
        holds.forEach(hold -> hold.on(production.sandbox()));
        Queue<Long> hooks = new ConcurrentLinkedQueue<>(won);
        CompletableFuture<Void> deliveries = CompletableFuture.runAsync(() -> deliver(hooks));
        // Mostly while calls are held; sometimes while hooks come in.
        boolean amidHooks = random.nextInt(5) == 0;
        int left = amidHooks ? random.nextInt(DEALS) : random.nextInt(holds.size());
        long giveUp = System.nanoTime() + MEETING.toNanos();
        await().forever()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> (amidHooks ? hooks.size() : unmet()) <= left || System.nanoTime() > giveUp);
        boolean kill = random.nextInt(4) > 0;
        Production.Instance victim =
                production.instances().get(random.nextInt(production.instances().size()));
        boolean clearLate = random.nextBoolean() && database == TestDatabase.H2;
        long began = System.nanoTime();
        if (kill) {
            kill(victim);
        } else {
            freeze(victim.running(), clearLate);
        }
        victim.awaitReady();
        if (kill && production.instances().size() == 1) {
            figures.readyAgain(Duration.ofNanos(System.nanoTime() - began));
        }
        deliveries.join();
        drain(won);
        figures.round(kill, DEALS);
        System.out.printf(
                "%n%s: %s%s while %s: all done after %.1f s",
                database,
                kill ? "killed" : clearLate ? "frozen, its answers late" : "frozen",
                amidHooks ? " amid webhooks" : "",
                holds,
                (System.nanoTime() - began) / 1e9);
    }

    private List<Hold> holds() {
        if (random.nextInt(6) == 0) {
            return List.of(Hold.at(Hold.TOKEN, random));
        }
        return Stream.generate(() -> Hold.anywhere(random))
                .limit(1 + random.nextInt(6))
                .toList();
    }

    private int unmet() {
        return production.sandbox().get("/faults").size();
    }

    private void kill(Production.Instance victim) {
        victim.running().kill();
        boolean others = production.instances().size() > 1;
        Takeover takeover = others ? new Takeover(jdbc) : null;
        production.sandbox().delete("/faults");
        victim.start();
        if (others) {
            Duration took = takeover.await();
            figures.takenOver(takeover.taken(), took);
        }
    }

    /** Long enough for its leases to run out, and for another instance to take over. */
    private void freeze(RunningJar victim, boolean clearLate) {
        victim.freeze();
        boolean others = production.instances().size() > 1;
        Takeover takeover = others ? new Takeover(jdbc) : null;
        if (!clearLate) {
            production.sandbox().delete("/faults");
        }
        if (others) {
            Duration took = takeover.await();
            figures.takenOver(takeover.taken(), took);
        } else {
            await().pollDelay(LEASE.plusSeconds(1)).until(() -> true);
        }
        victim.thaw();
        production.sandbox().delete("/faults");
    }

    /** To any instance; one that is not acknowledged is sent again, as the senders do. */
    private void deliver(Queue<Long> hooks) {
        Random choice = new Random(hooks.peek());
        List<Production.Instance> instances = production.instances();
        for (Long lead = hooks.peek(); lead != null; lead = hooks.peek()) {
            if (instances.get(choice.nextInt(instances.size())).deliver(lead)) {
                acknowledged.add(lead);
                hooks.poll();
            }
        }
    }

    /** Waits until nothing is left to be done: each deal's invoice is sent, or a reason says why not. */
    private void drain(List<Long> won) {
        try {
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(PATIENCE)
                    .until(() -> production
                                            .instances()
                                            .get(0)
                                            .calls()
                                            .get("/work/deliveries")
                                            .path("total")
                                            .asInt()
                                    == 0
                            && waiting().path("total").asInt() == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Stuck: " + waiting(), e);
        }
        assertThat(acknowledged).containsAll(won);
        assertThat(deals("SENT") + deals("ATTENTION")).as("deals with an end").isEqualTo(acknowledged.size());
        String state = connection().path("state").asText();
        if (!state.equals("READY")) {
            figures.lostToken();
        }
        assertThat(state).as("connection").isEqualTo("READY");
    }

    /** Uses the newest token a last time, ends all, and has the invariants checked. */
    void end() {
        endAccessTokens();
        List<Long> last = production.win(1);
        deliver(new ConcurrentLinkedQueue<>(last));
        drain(last);
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        drain(last);
        long reasons = deals("ATTENTION");
        JsonNode state = production.stop();
        figures.end(state, reasons, Invariants.violations(state, jdbc, acknowledged));
    }

    /** QuickBooks refuses them from now on, whatever they say of themselves. */
    private void endAccessTokens() {
        production.sandbox().post("/clock?advance=PT61M");
    }

    private JsonNode waiting() {
        return production.instances().get(0).calls().get("/work?state=OPEN,RUNNING,PAUSED");
    }

    private long deals(String state) {
        return production
                .instances()
                .get(0)
                .calls()
                .get("/deals?state=" + state)
                .path("total")
                .asLong();
    }

    private JsonNode connection() {
        return production.instances().get(0).calls().get("/connections/" + production.connection());
    }
}
