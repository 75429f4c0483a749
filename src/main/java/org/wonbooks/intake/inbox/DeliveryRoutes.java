package org.wonbooks.intake.inbox;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WorkSettings;

/** Looks for deliveries that were stored and not taken apart at once: a crash left them, or a fault put them off. */
@Component
class DeliveryRoutes extends RouteBuilder {

    private final Deliveries deliveries;
    private final WorkSettings settings;

    DeliveryRoutes(Deliveries deliveries, WorkSettings settings) {
        this.deliveries = deliveries;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("timer:delivery-poll?delay=0&period=" + settings.poll().toMillis())
                .routeId("delivery-poll")
                .description("Has the deliveries taken apart that are stored.")
                .process(exchange -> deliveries.look())
                .id("delivery-look");
    }
}
