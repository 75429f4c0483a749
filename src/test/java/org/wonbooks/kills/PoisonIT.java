package org.wonbooks.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** A deal whose every attempt ends the process becomes a dead letter; the others are done. */
class PoisonIT {

    /** With one delay in the table. */
    private static final int ATTEMPTS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void isTriedNoMoreThanItMay() {
        Production production = new Production(
                jar,
                TestDatabase.H2.newUrl(),
                1,
                Map.of("wonbooks.retry.delays", "1s", "wonbooks.work.lease", "3s", "wonbooks.work.probe", "1s"));
        Production.Instance instance = production.instances().get(0);
        ProductCalls product = instance.calls();
        Hold invoice = new Hold(new Hold.Place("quickbooks", "POST", "/invoice$"), "silence", "before", 1);
        List<Long> won = production.win(3);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            invoice.on(production.sandbox());
            if (attempt == 1) {
                assertThat(won).allMatch(instance::deliver);
            } else {
                instance.start().awaitReady();
            }
            await("held, and the others done")
                    .atMost(PATIENCE)
                    .until(() -> production.sandbox().get("/faults").isEmpty()
                            && product.get("/work?state=OPEN,RUNNING,PAUSED")
                                            .path("total")
                                            .asInt()
                                    == 1);
            instance.running().kill();
        }
        instance.start().awaitReady();
        await("dead")
                .atMost(PATIENCE)
                .until(() -> product.get("/work?state=DEAD").path("total").asInt() == 1);
        JsonNode poison = product.get("/deals?state=ATTENTION").at("/items/0");
        assertThat(poison.path("reason").asText()).contains("no run came to an end");

        production.sandbox().delete("/faults");
        product.post(
                "/work/" + product.get("/work?state=DEAD").at("/items/0/id").asText() + "/replay");
        product.awaitDeal(production.connection(), poison.path("leadId").asLong(), "SENT");
        assertThat(won).allSatisfy(lead -> assertThat(production.sandbox().invoicesOf(lead))
                .hasSize(1));
    }
}
