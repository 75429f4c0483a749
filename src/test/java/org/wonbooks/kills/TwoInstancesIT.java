package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Two instances on one PostgreSQL, started at once, with nothing said of each other: when one is killed in the middle,
 * the other one takes over. For two hundred deals:
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=TwoInstancesIT -Dwonbooks.proof.deals=200
 * </pre>
 */
class TwoInstancesIT {

    private static final int DEALS = Integer.getInteger("wonbooks.proof.deals", 40);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void oneGoesOnWhereTheOtherWasKilled() {
        String url = TestDatabase.POSTGRESQL.newUrl();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        Production production = new Production(jar, url, 2, Map.of());
        Production.Instance killed = production.instances().get(0);
        Production.Instance other = production.instances().get(1);
        List<Long> won = production.win(DEALS);
        long began = System.nanoTime();
        assertThat(won).allMatch(other::deliver);

        await("both in the middle of it")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(jdbc, "deal where invoice_id is not null") >= DEALS / 2
                        && count(jdbc, "(select distinct owner from work where state = 'RUNNING') owners") == 2);
        killed.running().kill();
        Takeover takeover = new Takeover(jdbc);
        long sent = count(jdbc, "deal where state = 'SENT'");
        Duration took = takeover.await();
        await("all sent").atMost(PATIENCE).until(() -> count(jdbc, "deal where state = 'SENT'") == DEALS);
        double seconds = (System.nanoTime() - began) / 1e9;
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        // A delivery that the killed one had begun to take apart is free only when its lease is over.
        await("idle")
                .atMost(PATIENCE)
                .until(() -> count(jdbc, "work where state in ('OPEN', 'RUNNING')") + count(jdbc, "untaken") == 0);

        System.out.printf(
                "Two instances, %d deals, one killed when %d were sent: all sent after %.1f s; %d pieces of its work taken"
                        + " over, the last one %.1f s after the kill%n",
                DEALS, sent, seconds, takeover.taken(), took.toMillis() / 1000.0);
        assertThat(Invariants.violations(production.stop(), jdbc, won)).isEmpty();
        assertThat(takeover.taken()).isPositive();
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    private static long count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
