package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** The process is killed while it takes a large delivery apart; the next one goes on where it stood. */
class DeliveriesIT {

    private static final int EVENTS = 3000;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @ParameterizedTest
    @EnumSource
    void eachEventHasOneRowThoughTheProcessIsKilled(TestDatabase database) throws Exception {
        LargeDeliveries wonbooks = new LargeDeliveries(jar, database);
        wonbooks.start();
        byte[] body = LargeDeliveries.cloudEvents(0, EVENTS);

        assertThat(wonbooks.deliver(body)).isEqualTo(200);
        JsonNode seen = Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> wonbooks.product.get("/work/deliveries"),
                        waiting -> waiting.path("total").asInt() == 0
                                || waiting.at("/items/0/taken").asInt() > 0);
        wonbooks.kill();
        System.out.println(
                database + ": killed when of " + EVENTS + " events were taken: " + seen.at("/items/0/taken"));
        wonbooks.start();
        wonbooks.awaitAllTaken();
        assertThat(wonbooks.deliver(body)).isEqualTo(200);
        wonbooks.awaitAllTaken();
        JdbcClient jdbc = wonbooks.stop();

        String delivered = "inbox_id in (select id from inbox where source = 'QUICKBOOKS') and what like 'payment %'";
        assertThat(count(jdbc, "event where reason is null and " + delivered)
                        + count(jdbc, "event where reason <> 'Delivered before' and " + delivered))
                .isEqualTo(EVENTS);
        assertThat(count(jdbc, "event where reason = 'Delivered before'")).isEqualTo(EVENTS);
        assertThat(count(jdbc, "work where kind = 'payment-received' and hints = 1"))
                .isEqualTo(EVENTS);
        assertThat(count(jdbc, "untaken")).isZero();
    }

    private static long count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
