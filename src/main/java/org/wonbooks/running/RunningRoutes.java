package org.wonbooks.running;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * The set of routes that is at work. Whatever is begun runs on it to its end, also where another takes its place
 * meanwhile.
 */
@Component
public class RunningRoutes {

    private static final String PROPERTY = "wonbooks.routes";

    private static final Path NOWHERE = Path.of("");

    /** Of the run on this thread. */
    private static final ThreadLocal<LoadedRoutes> OF_THIS_RUN = new ThreadLocal<>();

    private final CamelContext camel;
    private volatile LoadedRoutes current = new LoadedRoutes(new RouteSet(0, "", NOWHERE, NOWHERE, 0), "");

    public RunningRoutes(CamelContext camel) {
        this.camel = camel;
    }

    /** What is begun now runs on these. */
    public LoadedRoutes current() {
        return current;
    }

    /**
     * From now on, what is begun runs on these.
     *
     * @return those before
     */
    public synchronized LoadedRoutes become(LoadedRoutes routes) {
        LoadedRoutes before = current;
        current = routes;
        return before;
    }

    /**
     * Runs a flow of the current set to its end, or within a run, one of that run's set; a fault stays with the
     * exchange.
     */
    public Exchange run(String route, Processor prepared) {
        LoadedRoutes outer = OF_THIS_RUN.get();
        if (outer != null) {
            outer.enterWithin();
            return send(outer, route, prepared);
        }
        LoadedRoutes routes = current;
        while (!routes.enter()) {
            routes = current;
        }
        return send(routes, route, prepared);
    }

    /** The same on a set that is not at work, to try it. */
    public Exchange run(LoadedRoutes routes, String route, Processor prepared) {
        if (!routes.enter()) {
            throw new IllegalStateException("These routes are gone");
        }
        return send(routes, route, prepared);
    }

    private Exchange send(LoadedRoutes routes, String route, Processor prepared) {
        LoadedRoutes outer = OF_THIS_RUN.get();
        OF_THIS_RUN.set(routes);
        try {
            Exchange run = routes.template(camel).send(routes.direct(route), ExchangePattern.InOnly, exchange -> {
                exchange.setProperty(PROPERTY, routes.set());
                prepared.process(exchange);
            });
            StoppedRoute.tell(run);
            return run;
        } finally {
            if (outer == null) {
                OF_THIS_RUN.remove();
            } else {
                OF_THIS_RUN.set(outer);
            }
            routes.leave();
        }
    }

    /** The set that an exchange runs on; null: none, as on a route of Java's. */
    public static RouteSet of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, RouteSet.class);
    }

    /** The number of the set that this thread's run is on; 0: none. */
    public static long numberOfThisRun() {
        LoadedRoutes routes = OF_THIS_RUN.get();
        return routes == null ? 0 : routes.set().number();
    }
}
