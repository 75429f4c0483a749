package org.wonbooks.routes;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RunningRoutes;

/** Says once a minute which set this instance runs, so that others notice a difference. */
@Component
class RouteSetRoutes extends RouteBuilder {

    private final RouteSets sets;
    private final RunningRoutes running;

    RouteSetRoutes(RouteSets sets, RunningRoutes running) {
        this.sets = sets;
        this.running = running;
    }

    @Override
    public void configure() {
        from("timer:route-set?period=60000")
                .routeId("route-set")
                .description("Says which set of routes runs here.")
                .process(exchange -> sets.runs(running.current().set().number()))
                .id("say-which");
    }
}
