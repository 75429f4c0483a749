package org.wonbooks.running;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** A set of routes that Camel has, beside others: its routes are called by their names with its own suffix. */
public final class LoadedRoutes {

    private volatile RouteSet set;
    private final String suffix;
    private ProducerTemplate template;
    private int runs;
    private Runnable whenIdle;

    /** @param suffix empty: routes go by their plain names, as where only some are there for a test */
    public LoadedRoutes(RouteSet set, String suffix) {
        this.set = set;
        this.suffix = suffix;
    }

    public RouteSet set() {
        return set;
    }

    /** One of its mappings was saved: the same routes are another set from now on. */
    public void became(RouteSet other) {
        set = other;
    }

    public String suffix() {
        return suffix;
    }

    /** Where a route of this set is called; whoever calls one that is stopped is told so at once. */
    public String direct(String route) {
        return direct(route, suffix);
    }

    /** The same by the suffix of a set that is not loaded yet. */
    public static String direct(String route, String suffix) {
        return "direct:" + route + suffix + "?block=false";
    }

    /** What calls them: it remembers whom it has called, so it is theirs alone. */
    synchronized ProducerTemplate template(CamelContext camel) {
        if (template == null) {
            template = camel.createProducerTemplate();
        }
        return template;
    }

    /** They are taken away: nobody calls them any more. */
    public synchronized void close() {
        if (template != null) {
            template.stop();
        }
    }

    /** A run begins; false: none may any more. */
    synchronized boolean enter() {
        if (whenIdle != null) {
            return false;
        }
        runs++;
        return true;
    }

    /** A run begins within another one on these routes: they are still there. */
    synchronized void enterWithin() {
        runs++;
    }

    void leave() {
        Runnable end = null;
        synchronized (this) {
            runs--;
            if (runs == 0) {
                end = whenIdle;
            }
        }
        if (end != null) {
            end.run();
        }
    }

    /** No run begins any more; what runs ends on these routes, and then that is done. */
    public void retire(Runnable whenIdle) {
        boolean idle;
        synchronized (this) {
            this.whenIdle = whenIdle;
            idle = runs == 0;
        }
        if (idle) {
            whenIdle.run();
        }
    }
}
