package org.wonbooks.reconcile;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;

/** The clockwork that has both systems looked through at regular times. */
@Component
class SweepRoutes extends RouteBuilder {

    private final Sweeps sweeps;
    private final ConnectionStore connections;

    SweepRoutes(Sweeps sweeps, ConnectionStore connections) {
        this.sweeps = sweeps;
        this.connections = connections;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("quartz:reconcile/sweeps?cron=0+*+*+*+*+?&stateful=true&trigger.timeZone=UTC")
                .routeId("sweeps")
                .description("Marks the sweeps due whose interval has passed, on whichever instance comes first.")
                .setBody(exchange -> connections.all())
                .id("sweeps-connections")
                .split(body())
                .id("sweeps-each")
                .process(this::tick)
                .id("sweeps-tick")
                .end();
    }

    private void tick(Exchange exchange) {
        Connection connection = exchange.getMessage().getBody(Connection.class);
        try {
            sweeps.tick(connection);
        } catch (RuntimeException e) {
            // The others' turn comes all the same, and this one's again in a minute.
            log.warn("The sweeps of connection {} could not be marked due: {}", connection.id(), e.getMessage());
        }
    }
}
