package org.wonbooks.routes.check.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** What a route does, itself and by what it calls, in the order in which it does it for the first time. */
final class Acts {

    /** Where it is done first. */
    record Place(RouteFile file, int line, int position) {}

    private final RouteGraph graph;
    private final Map<String, Place> first = new LinkedHashMap<>();
    private final List<RouteGraph.Route> within = new ArrayList<>();

    private Acts(RouteGraph graph) {
        this.graph = graph;
    }

    static Map<String, Place> of(RouteGraph.Route route, RouteGraph graph) {
        Acts acts = new Acts(graph);
        acts.follow(route);
        return acts.first;
    }

    static String ask(String peer, String question) {
        return peer + ":read with ask: " + question;
    }

    static String write(String peer, String step) {
        return peer + ":write with step: " + step;
    }

    static String call(String bean, String method) {
        return "the bean " + bean + " with method: " + method;
    }

    static String keep(String variable) {
        return "a read with into: " + variable;
    }

    private void follow(RouteGraph.Route route) {
        if (within.contains(route)) {
            return;
        }
        within.add(route);
        look(route.file(), route.from());
        within.remove(within.size() - 1);
    }

    private void look(RouteFile file, Entry entry) {
        if (entry.text("disabled").equals("true")) {
            return;
        }
        entry.get("uri").ifPresent(uri -> peer(file, new Endpoint(entry, uri)));
        if (entry.name().equals("bean") || entry.name().equals("method")) {
            done(file, entry, call(entry.text("ref"), entry.text("method").replaceFirst("\\(.*", "")));
        }
        entry.get("uri")
                .filter(uri -> !entry.name().equals("from"))
                .flatMap(graph::called)
                .ifPresent(this::follow);
        entry.entries().forEach(below -> look(file, below));
        entry.items().forEach(item -> look(file, item));
    }

    private void peer(RouteFile file, Endpoint endpoint) {
        endpoint.option("ask").ifPresent(ask -> done(file, ask, ask(endpoint.scheme(), ask.text())));
        endpoint.option("step").ifPresent(step -> done(file, step, write(endpoint.scheme(), step.text())));
        endpoint.option("into").ifPresent(into -> done(file, into, keep(into.text())));
    }

    private void done(RouteFile file, Entry entry, String act) {
        first.putIfAbsent(act, new Place(file, entry.line(), first.size()));
    }
}
