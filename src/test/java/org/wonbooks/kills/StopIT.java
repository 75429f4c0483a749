package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** SIGTERM: what runs is finished, or given back when it does not end; nothing else is begun. */
class StopIT {

    private static final int HANDS = 4;
    private static final int DEALS = 2 * HANDS;
    private static final int SIGTERM = 128 + 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Hold INVOICES =
            new Hold(new Hold.Place("quickbooks", "POST", "/invoice$"), "slow", "after", HANDS);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final String url = TestDatabase.POSTGRESQL.newUrl();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));

    @Test
    void stopFinishesOrGivesBack() {
        Production production = new Production(jar, url, 1, Map.of("wonbooks.work.concurrency", String.valueOf(HANDS)));
        Production.Instance instance = production.instances().get(0);

        List<Long> won = winAndHold(production);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(instance.running()::stop);
        await("stopping")
                .atMost(PATIENCE)
                .until(() -> instance.running().output().contains("inflight"));
        long claims = sum("epoch");
        production.sandbox().delete("/faults");
        assertThat(exit.join()).isEqualTo(SIGTERM);
        assertThat(sum("epoch")).as("claims").isEqualTo(claims);
        assertThat(count("work where state = 'RUNNING'")).as("running").isZero();
        assertThat(count("deal where state = 'SENT'")).as("finished").isEqualTo(HANDS);
        assertThat(count("work where kind = 'deal-won' and epoch = 0"))
                .as("not begun")
                .isEqualTo(DEALS - HANDS);

        instance.start("--camel.main.shutdown-timeout=1").awaitReady();
        instance.calls().awaitIdle();
        won.addAll(winAndHold(production));
        assertThat(instance.running().stop()).isEqualTo(SIGTERM);
        assertThat(count("work where state = 'RUNNING'")).as("running").isZero();
        assertThat(count("work where kind = 'deal-won' and state = 'OPEN' and owner is null"))
                .as("given back, or not begun")
                .isEqualTo(DEALS);
        assertThat(sum("attempts")).as("attempts").isZero();

        production.sandbox().delete("/faults");
        instance.start().awaitReady();
        instance.calls().awaitIdle();
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        instance.calls().awaitIdle();
        assertThat(count("deal where state = 'SENT'")).as("sent").isEqualTo(won.size());
        assertThat(Invariants.violations(production.stop(), jdbc, won)).isEmpty();
    }

    /** Wins twice as many deals as there are hands, and has the first ones wait for their invoice. */
    private List<Long> winAndHold(Production production) {
        List<Long> won = production.win(DEALS);
        INVOICES.on(production.sandbox());
        assertThat(won).allMatch(production.instances().get(0)::deliver);
        await("held")
                .atMost(PATIENCE)
                .until(() -> production.sandbox().get("/faults").isEmpty());
        return won;
    }

    private long sum(String column) {
        return jdbc.sql("select sum(%s) from work".formatted(column))
                .query(Long.class)
                .single();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
