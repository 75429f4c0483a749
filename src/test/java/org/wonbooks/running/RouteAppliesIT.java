package org.wonbooks.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.running.Candidates.Variant;
import org.wonbooks.testing.Acks;
import org.wonbooks.testing.Invariants;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Deals are won at ten a second while another set of routes is put to work every two seconds, and each third one is
 * faulty: every deal is billed once, by a set that was at work. How long webhooks waited is printed; it is asserted
 * where more deals than usual are asked for:
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RouteAppliesIT -Dwonbooks.proof.deals=1000
 * </pre>
 */
class RouteAppliesIT {

    private static final int USUAL = 200;
    private static final int DEALS = Integer.getInteger("wonbooks.proof.deals", USUAL);
    private static final int PER_SECOND = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final Set<Long> numbers = new ConcurrentSkipListSet<>();
    private Candidates candidates;
    private ProductCalls product;
    private int applied;
    private int refused;
    private long longestApply;

    @Test
    void everyDealIsBilledOnceBySomeSet() throws Exception {
        String url = TestDatabase.H2.newUrl();
        Production production = new Production(jar, url, 1, Map.of());
        Production.Instance instance = production.instances().get(0);
        product = instance.calls();
        candidates = new Candidates(jar);
        numbers.add(product.get("/routes").path("number").asLong());
        List<Long> won = production.win(DEALS);

        try (ProcessManagement management = ProcessManagement.of(instance.running())) {
            long routes = routes(management);
            ScheduledExecutorService operator = Executors.newSingleThreadScheduledExecutor();
            ScheduledFuture<?> applies = operator.scheduleAtFixedRate(this::applyNext, 0, 2, TimeUnit.SECONDS);
            Acks acks = Acks.collect(
                    PER_SECOND,
                    Duration.ofMillis(1_000L * DEALS / PER_SECOND),
                    number -> instance.hook(won.get((int) number)));
            assertThat(applies.isDone()).as("a fault of the applies").isFalse();
            operator.shutdown();
            assertThat(operator.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            product.awaitIdle(PATIENCE);
            System.out.printf(
                    "%d sets were put to work and %d refused amid %s; the longest took %d ms%n",
                    applied, refused, acks, longestApply);
            assertThat(acks.statuses()).containsOnly(200);
            if (DEALS > USUAL) {
                assertThat(acks.slowest()).as("slowest, ms").isLessThan(1_000);
            }

            JsonNode last = Candidates.apply(product, candidates.make(Variant.POLICY));
            numbers.add(last.path("number").asLong());
            assertThat(last.path("warnings")).isEmpty();
            Awaitility.await("only one set is left").atMost(PATIENCE).until(() -> routes(management) == routes);
        }
        production.sandbox().patch("/hooks", "{\"enabled\": false}");
        product.awaitIdle(PATIENCE);

        JsonNode state = production.stop();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        assertThat(Invariants.violations(state, jdbc, won)).isEmpty();
        assertThat(count(jdbc, "deal where state = 'SENT'")).as("billed").isEqualTo(won.size());
        assertThat(count(jdbc, "work where state = 'DEAD'")).as("dead letters").isZero();
        List<Long> used = jdbc.sql("select distinct coalesce(route_set, 0) from step")
                .query(Long.class)
                .list();
        assertThat(used).isSubsetOf(numbers).hasSizeGreaterThan(1);
        for (JsonNode lead : state.at("/kommo/leads")) {
            if (won.contains(lead.path("id").asLong())) {
                assertThat(lead.path("notes")).as(lead.path("name").asText()).singleElement();
                assertThat(lead.at("/notes/0").asText()).matches("(?s)(Set \\d+, i|I)nvoice \\d+ of .*");
            }
        }
    }

    private void applyNext() {
        if ((applied + refused) % 3 == 2) {
            String faulty = candidates.make(Variant.FAULTY);
            assertThatThrownBy(() -> Candidates.apply(product, faulty)).hasMessageStartingWith("422 ");
            refused++;
            return;
        }
        String name = candidates.make(Variant.GOOD.get(applied % Variant.GOOD.size()));
        long began = System.nanoTime();
        numbers.add(Candidates.apply(product, name).path("number").asLong());
        longestApply = Math.max(longestApply, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        applied++;
    }

    private static long routes(ProcessManagement management) throws Exception {
        return management.number("org.apache.camel:type=context,*", "TotalRoutes");
    }

    private static long count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
