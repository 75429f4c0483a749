package org.wonbooks.work.run;

import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.ChoiceDefinition;
import org.wonbooks.fault.Fault;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.StoppedRoute;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** Runs one piece of work by the flow of its kind, and by the policy, of one set of routes. */
public final class WorkRunRoute extends RouteBuilder {

    /** What it is called, before the set's suffix. */
    public static final String ID = "work-run";

    /** Its policy in that set's files. */
    public static final String POLICY = "work";

    /** A fault that has held up nothing else: a step that could do only a part leaves it here for the run's end. */
    public static final String TOLD_AT_THE_END = "toldAtTheEnd";

    private final String suffix;

    /** @param suffix of the set's routes */
    public WorkRunRoute(String suffix) {
        this.suffix = suffix;
    }

    @Override
    public void configure() {
        // Here and not in the policy: one that was edited before there was this rule would make dead letters of it.
        onException(DirectConsumerNotAvailableException.class, StoppedRoute.class, RejectedExecutionException.class)
                .id("route-is-stopped" + suffix)
                .handled(true)
                .to("direct:" + WorkRoutes.STOPPED)
                .id("route-is-stopped-outcome" + suffix);

        ChoiceDefinition byKind = from("direct:" + ID + suffix)
                .routeId(ID + suffix)
                .nodePrefixId(ID + suffix + "-")
                .routeConfigurationId(POLICY + suffix)
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
                    .to(LoadedRoutes.direct(kind.route(), suffix))
                    .id("run-" + kind.route());
        }
        byKind.end()
                .process(WorkRunRoute::tellWhatIsLeft)
                .id("tell-what-is-left")
                .bean(WorkOutcomes.class, "done")
                .id("done");
    }

    private static void tellWhatIsLeft(Exchange exchange) {
        Fault left = exchange.getVariable(TOLD_AT_THE_END, Fault.class);
        if (left != null) {
            throw left;
        }
    }
}
