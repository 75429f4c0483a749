package org.wonbooks.running;

import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.wonbooks.fault.Fault;

/** A route does not run just now: what needs it waits until it does. */
public final class StoppedRoute extends Fault {

    private static final String START = "Start it over JMX: operation start() of org.apache.camel:context=wonbooks,"
            + "type=routes,name=\"%s\". What waits then goes on by itself.";
    private static final String LOAD =
            "Restart Wonbooks: a start has all routes again. What waits then goes on by itself.";

    private final String route;

    private StoppedRoute(String route, String how, String fix) {
        super("The route " + route + " is " + how, fix);
        this.route = route;
    }

    static StoppedRoute stopped(String route) {
        return new StoppedRoute(route, "stopped", START.formatted(route));
    }

    static StoppedRoute suspended(String route) {
        return new StoppedRoute(
                route, "suspended", START.formatted(route).replace("operation start()", "operation resume()"));
    }

    static StoppedRoute missing(String route) {
        return new StoppedRoute(route, "not there", LOAD);
    }

    /** By its plain name. */
    public String route() {
        return route;
    }

    /** Says so in place of Camel's words, where a run has ended for that. */
    static void tell(Exchange run) {
        DirectConsumerNotAvailableException nobody = run.getException(DirectConsumerNotAvailableException.class);
        if (nobody != null) {
            run.setException(of(nobody));
        }
    }

    /** The same of a fault within a run. */
    public static StoppedRoute of(DirectConsumerNotAvailableException nobody) {
        String route = nobody.getMessage().replaceFirst("(?s)^.*?direct:/*([\\w-]+).*$", "$1");
        return stopped(route);
    }
}
