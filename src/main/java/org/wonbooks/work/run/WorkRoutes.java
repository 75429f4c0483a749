package org.wonbooks.work.run;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ChoiceDefinition;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.fault.Fault;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/**
 * The engine: looks for due work, runs it by the route of its kind, and writes down how it ended. Its policy, which
 * fault leads to which outcome, is {@code routes/policies/work.camel.yaml}.
 */
@Component
public class WorkRoutes extends RouteBuilder {

    /** A fault that has held up nothing else: a step that could do only a part leaves it here for the run's end. */
    public static final String TOLD_AT_THE_END = "toldAtTheEnd";

    /** Where due work is looked for; as long as that route does not run, nowhere. */
    static final String LOOK = "direct:work-look?failIfNoConsumers=false&block=false";

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

        ChoiceDefinition byKind = from("direct:work-run")
                .routeId("work-run")
                .routeConfigurationId("work")
                .description("Runs one piece of work by the route of its kind.")
                .choice();
        byKind.id("by-kind")
                .when(method(WorkOutcomes.class, "exhausted"))
                .id("exhausted")
                .throwException(new ExhaustedFault())
                .id("give-up");
        for (WorkKind kind : WorkKind.values()) {
            byKind.when(exchange -> exchange.getVariable("work", Work.class).kind() == kind)
                    .id("is-" + kind.route())
                    .to("direct:" + kind.route())
                    .id("run-" + kind.route());
        }
        byKind.end()
                .process(WorkRoutes::tellWhatIsLeft)
                .id("tell-what-is-left")
                .bean(WorkOutcomes.class, "done")
                .id("done");

        outcome("work-skipped", "There was nothing to do.", "skipped");
        outcome("work-hold", "A rule wants a person to look first.", "hold");
        outcome("work-try-again", "Tried again by the table's delays.", "tryAgain");
        outcome("work-wait", "The peer asked us to wait.", "waitAsAsked");
        outcome("work-pause", "The peer is down: the connection waits.", "pause");
        outcome("work-await-reconnect", "A person has to connect again.", "awaitReconnect");
        outcome("work-lost", "Another run has taken it over.", "lost");
        outcome("work-dead-letter", "Only a person can help.", "dead");
    }

    private static void tellWhatIsLeft(Exchange exchange) {
        Fault left = exchange.getVariable(TOLD_AT_THE_END, Fault.class);
        if (left != null) {
            throw left;
        }
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
