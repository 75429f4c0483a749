package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.Relay;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * PostgreSQL behind a network that fails it in each way, amid twenty deals: what was acknowledged is done, by the same
 * process, without a person. It waits for an answer as long as it does by itself (thirty seconds).
 */
class SilentDatabaseIT {

    private static final int DEALS = 20;

    /** What an operator is told: silence is over for us that long after it began, wherever the database is by then. */
    private static final Duration OVER = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What befalls the connections to the database. */
    enum Trouble {
        /** Connections that there are go silent for ever; new ones are taken, as by another host at its address. */
        FAILED_OVER(Relay::forsake, relay -> {}),
        /** No byte comes any more, neither on old connections nor on new ones; then all go silent for ever. */
        SILENT(Relay::freeze, Relay::forsakeAndThaw),
        /** It stands still, and then goes on where it was. */
        FROZEN(Relay::freeze, Relay::thaw),
        /** All connections are reset, and new ones refused for a while. */
        RESTARTED(Relay::die, Relay::revive);

        private final Consumer<Relay> begin;
        private final Consumer<Relay> end;

        Trouble(Consumer<Relay> begin, Consumer<Relay> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Relay relay;

    @AfterEach
    void close() {
        relay.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsDone(Trouble trouble) {
        String direct = TestDatabase.POSTGRESQL.newUrl();
        int port = URI.create(direct.substring("jdbc:".length())).getPort();
        relay = new Relay(port);
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(direct));
        Production production = new Production(jar, direct.replace(":" + port, ":" + relay.port()), 1, Map.of());
        Production.Instance instance = production.instances().get(0);
        List<Long> won = new ArrayList<>(production.win(DEALS));
        assertThat(won).allMatch(instance::deliver);
        await("amid the deals").atMost(PATIENCE).until(() -> sent(jdbc) >= DEALS / 4);

        long began = System.nanoTime();
        trouble.begin.accept(relay);
        if (trouble != Trouble.FAILED_OVER) {
            await("not ready").atMost(PATIENCE).until(() -> status(production, "readiness") == 503);
            assertThat(status(production, "liveness")).isEqualTo(200);
            assertThat(instance.deliver(won.get(0))).isFalse();
        }
        trouble.end.accept(relay);

        await("all sent").atMost(PATIENCE).until(() -> sent(jdbc) == DEALS);
        System.out.printf("%s: all sent after %.1f s%n", trouble, (System.nanoTime() - began) / 1e9);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(OVER);
        await("ready").atMost(PATIENCE).until(() -> status(production, "readiness") == 200);
        List<Long> after = production.win(1);
        await("webhooks").atMost(PATIENCE).until(() -> instance.deliver(after.get(0)));
        won.addAll(after);
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        await("idle")
                .atMost(PATIENCE)
                .until(() -> count(jdbc, "work where state in ('OPEN', 'RUNNING')") + count(jdbc, "untaken") == 0);
        RunningJar running = instance.running();
        assertThat(running.output()).doesNotContain("Wonbooks ends");
        assertThat(Invariants.violations(production.stop(), jdbc, won)).isEmpty();
    }

    private static int sent(JdbcClient jdbc) {
        return count(jdbc, "deal where state = 'SENT'");
    }

    private static int count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }

    private int status(Production production, String probe) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(
                                            production.instances().get(0).url() + "/actuator/health/" + probe))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
