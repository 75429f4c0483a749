package org.wonbooks.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.running.Candidates.Variant;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** Two instances on one PostgreSQL: each says when the other runs another set, and deals go on all the while. */
class RouteInstancesIT {

    private static final int DEALS = 10;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final List<Long> won = new ArrayList<>();
    private Production production;

    @Test
    void eachSaysWhatTheOtherRuns() {
        String url = TestDatabase.POSTGRESQL.newUrl();
        production = new Production(jar, url, 2, Map.of());
        ProductCalls one = production.instances().get(0).calls();
        ProductCalls other = production.instances().get(1).calls();
        Candidates candidates = new Candidates(jar);
        long shipped = number(one);
        assertSame(one, other);

        String words = candidates.make(Variant.WORDS);
        long applied = Candidates.apply(one, words).path("number").asLong();
        assertThat(warnings(one)).singleElement().asString().startsWith("Another instance runs set " + shipped);
        assertThat(warnings(other)).singleElement().asString().startsWith("Another instance runs set " + applied);
        billAll();
        Candidates.apply(other, words);
        assertSame(one, other);
        billAll();

        assertThat(one.post("/routes/rollback").path("number").asLong()).isEqualTo(shipped);
        assertThat(warnings(one)).hasSize(1);
        assertThat(warnings(other)).hasSize(1);
        billAll();
        assertThat(other.post("/routes/rollback").path("number").asLong()).isEqualTo(shipped);
        assertSame(one, other);

        long last = Candidates.apply(one, candidates.make(Variant.STEP))
                .path("number")
                .asLong();
        production.instances().get(1).running().stop();
        production.instances().get(1).start().awaitReady();
        assertThat(number(other)).as("started again").isEqualTo(last);
        assertSame(one, other);
        billAll();

        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        one.awaitIdle();
        JsonNode state = production.stop();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        assertThat(Invariants.violations(state, jdbc, won)).isEmpty();
        assertThat(jdbc.sql("select count(*) from deal where state = 'SENT'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(won.size());
        assertThat(jdbc.sql("select distinct route_set from step")
                        .query(Long.class)
                        .list())
                .containsExactlyInAnyOrder(shipped, applied, last);
        assertThat(jdbc.sql("select count(*) from route_instance")
                        .query(Integer.class)
                        .single())
                .as("instances that say what they run")
                .isZero();
    }

    private void billAll() {
        List<Long> leads = production.win(DEALS);
        for (int i = 0; i < DEALS; i++) {
            assertThat(production.instances().get(i % 2).deliver(leads.get(i))).isTrue();
        }
        won.addAll(leads);
        production.instances().get(0).calls().awaitIdle();
    }

    private static void assertSame(ProductCalls one, ProductCalls other) {
        assertThat(number(one)).isEqualTo(number(other));
        assertThat(warnings(one)).isEmpty();
        assertThat(warnings(other)).isEmpty();
    }

    private static long number(ProductCalls product) {
        return product.get("/routes").path("number").asLong();
    }

    private static List<String> warnings(ProductCalls product) {
        List<String> warnings = new ArrayList<>();
        product.get("/routes").path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return warnings;
    }
}
