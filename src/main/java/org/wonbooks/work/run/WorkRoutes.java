package org.wonbooks.work.run;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WorkSettings;

/**
 * The engine: looks for due work, and writes down how its runs ended; {@link WorkRunRoute} runs it. Which fault leads
 * to which outcome is {@code routes/policies/work.camel.yaml}.
 */
@Component
public class WorkRoutes extends RouteBuilder {

    /** Where due work is looked for; as long as that route does not run, nowhere. */
    static final String LOOK = "direct:work-look?failIfNoConsumers=false&block=false";

    static final String STOPPED = "work-stopped";

    private final WorkSettings settings;

    public WorkRoutes(WorkSettings settings) {
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("timer:work-poll?delay=0&period=" + settings.poll().toMillis())
                .routeId("work-poll")
                .description("Has due work looked for, whether anybody has said that there is some or not.")
                .bean(Worker.class, "wake")
                .id("wake");

        from(LOOK)
                .routeId("work-look")
                .description("Claims what is due and runs it.")
                .bean(Worker.class, "poll")
                .id("claim");

        from("timer:work-renew?period=" + settings.lease().toMillis() / 4)
                .routeId("work-renew")
                .description("Keeps what runs here from being taken over.")
                .bean(Worker.class, "renew")
                .id("renew");

        outcome("work-skipped", "There was nothing to do.", "skipped");
        outcome("work-hold", "A rule wants a person to look first.", "hold");
        outcome("work-try-again", "Tried again by the table's delays.", "tryAgain");
        outcome("work-wait", "The peer asked us to wait.", "waitAsAsked");
        outcome("work-pause", "The peer is down: the connection waits.", "pause");
        outcome(STOPPED, "A route that it needs is stopped: it waits until it runs again.", "stopped");
        outcome("work-await-reconnect", "A person has to connect again.", "awaitReconnect");
        outcome("work-lost", "Another run has taken it over.", "lost");
        outcome("work-dead-letter", "Only a person can help.", "dead");
    }

    private void outcome(String id, String description, String method) {
        from("direct:" + id)
                .routeId(id)
                .description(description)
                .errorHandler(noErrorHandler())
                .bean(WorkOutcomes.class, method)
                .id(id + "-write");
    }
}
