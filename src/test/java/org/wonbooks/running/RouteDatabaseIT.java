package org.wonbooks.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.running.Candidates.Variant;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.Relay;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** PostgreSQL goes away while a set of routes is put to work: the set before goes on, alone, and a sentence says so. */
class RouteDatabaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void whatCannotBeWrittenDownIsNotPutToWork() throws Exception {
        String direct = TestDatabase.POSTGRESQL.newUrl();
        int port = URI.create(direct.substring("jdbc:".length())).getPort();
        try (Relay relay = new Relay(port)) {
            Production production = new Production(jar, direct.replace(":" + port, ":" + relay.port()), 1, Map.of());
            Production.Instance instance = production.instances().get(0);
            ProductCalls product = instance.calls();
            Candidates candidates = new Candidates(jar);
            String words = candidates.make(Variant.WORDS);
            long shipped = number(product);
            List<Long> won = new ArrayList<>(production.win(4));
            assertThat(won).allMatch(instance::deliver);
            product.awaitIdle();

            relay.die();
            assertThatThrownBy(() -> Candidates.apply(product, words))
                    .hasMessageStartingWith("503 ")
                    .hasMessageContaining("the set that is at work goes on");
            relay.revive();
            await("routes").atMost(PATIENCE).ignoreExceptions().until(() -> number(product) == shipped);

            try (ProcessManagement management = ProcessManagement.of(instance.running());
                    Connection another = DriverManager.getConnection(direct)) {
                long routes = routes(management);
                another.setAutoCommit(false);
                another.createStatement().execute("lock table route_change in exclusive mode");
                CompletableFuture<?> apply = CompletableFuture.runAsync(() -> Candidates.apply(product, words));
                await("loaded").atMost(PATIENCE).until(() -> routes(management) > routes);
                relay.die();
                assertThatThrownBy(apply::join).hasMessageContaining(" 503 ");
                another.rollback();
                assertThat(routes(management)).as("what was loaded is gone").isEqualTo(routes);
                relay.revive();
                await("routes").atMost(PATIENCE).ignoreExceptions().until(() -> number(product) == shipped);
                assertThat(product.get("/routes").path("warnings")).isEmpty();
            }

            long applied = Candidates.apply(product, words).path("number").asLong();
            assertThat(applied).isGreaterThan(shipped);
            List<Long> after = production.win(2);
            await("webhooks").atMost(PATIENCE).until(() -> after.stream().allMatch(instance::deliver));
            won.addAll(after);
            product.awaitIdle(PATIENCE);
            production.sandbox().patch("/hooks", "{\"enabled\": false}");
            product.awaitIdle(PATIENCE);
            JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(direct));
            assertThat(Invariants.violations(production.stop(), jdbc, won)).isEmpty();
            assertThat(jdbc.sql("select distinct route_set from step")
                            .query(Long.class)
                            .list())
                    .containsExactlyInAnyOrder(shipped, applied);
        }
    }

    private static long number(ProductCalls product) {
        return product.get("/routes").path("number").asLong();
    }

    private static long routes(ProcessManagement management) throws Exception {
        return management.number("org.apache.camel:type=context,*", "TotalRoutes");
    }
}
