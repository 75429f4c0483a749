package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.testing.RunningWonbooks;

/** Work that comes by a route that somebody has stopped waits, and goes on when the route runs again. */
class StoppedRouteTest extends RunningWonbooks {

    @Autowired
    private RunningRoutes running;

    private String stopped;

    @ParameterizedTest
    @CsvSource({
        "deal-won, stopped",
        "deal-won, suspended",
        "quickbooks-bill-customer, stopped",
        "deal-read-billing, suspended",
        "work-run, stopped"
    })
    void workWaitsWithoutAnAttempt(String route, String how) throws Exception {
        stop(route, how);
        long lead = deal("Waits for " + route + " " + how, "10", "Wanda Waits", null);
        sandbox.win(lead);

        JsonNode waits = awaitPaused(lead);
        assertThat(waits.path("reason").asText()).isEqualTo("The route " + route + " is " + how);
        assertThat(waits.path("fix").asText()).contains("over JMX", "name=\"" + route + "\"", "by itself");
        assertThat(waits.path("attempts").asInt()).isZero();

        camel.getRouteController().startRoute(stopped);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from work where state = 'DEAD'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** What nobody could foresee: a bean calls this one, no route does. */
    @Test
    void aRunThatComesToAStoppedRouteIsPutBack() throws Exception {
        stop("deal-preview", "stopped");
        product.patch("/connections/" + connection().id(), "{\"mode\": \"shadow\"}");
        try {
            long lead = deal("Seen in shadow", "10", "Sheila Shadow", null);
            sandbox.win(lead);
            until().until(() -> reason("deal-won", lead), "The route deal-preview is stopped"::equals);
            assertThat(workState("deal-won", lead)).isNotEqualTo("DEAD");

            camel.getRouteController().startRoute(stopped);
            until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
            assertThat(reason("deal-won", lead)).startsWith("Shadow: it would be invoiced");
        } finally {
            product.patch("/connections/" + connection().id(), "{\"mode\": \"live\"}");
            until().until(() -> !Instant.now().isBefore(connection().live().since()));
        }
    }

    @AfterEach
    void start() throws Exception {
        camel.getRouteController().startRoute(stopped);
        awaitQuiet();
    }

    private void stop(String route, String how) throws Exception {
        awaitQuiet();
        RouteController controller = camel.getRouteController();
        stopped = route + running.current().suffix();
        if (how.equals("stopped")) {
            controller.stopRoute(stopped);
        } else {
            controller.suspendRoute(stopped);
        }
    }

    private JsonNode awaitPaused(long lead) {
        await("that it is marked due").until(() -> !work("id", "deal-won", lead).isEmpty());
        JsonNode shown = product.get("/work/" + work("id", "deal-won", lead));
        assertThat(shown.path("state").asText()).isEqualTo("PAUSED");
        return shown;
    }
}
