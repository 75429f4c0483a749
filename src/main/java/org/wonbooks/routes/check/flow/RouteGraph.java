package org.wonbooks.routes.check.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** Which route calls which, by {@code direct:}. */
public final class RouteGraph {

    private static final String DIRECT = "direct:";

    /** A route and the file that it is in. */
    record Route(RouteFile file, Entry entry) {

        Entry from() {
            return entry.get("from").orElse(entry);
        }

        Stream<Endpoint> calls() {
            return Endpoint.in(entry)
                    .filter(endpoint -> !endpoint.owner().name().equals("from") && isDirect(endpoint.uri()));
        }
    }

    private final List<RouteFile> files;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    public RouteGraph(List<RouteFile> files) {
        this.files = files;
        for (RouteFile file : files) {
            file.all("route").map(entry -> new Route(file, entry)).forEach(route -> route.from()
                    .get("uri")
                    .filter(RouteGraph::isDirect)
                    .ifPresent(uri -> routes.putIfAbsent(uri.text(), route)));
        }
    }

    /** The route that answers to a name; empty: no file's. */
    Optional<Route> route(String name) {
        return Optional.ofNullable(routes.get(DIRECT + name));
    }

    /** The file of such a route. */
    public Optional<RouteFile> file(String name) {
        return route(name).map(Route::file);
    }

    /** The one that an address leads to. */
    Optional<Route> called(Entry uri) {
        return Optional.ofNullable(routes.get(uri.text()));
    }

    Collection<Route> routes() {
        return routes.values();
    }

    /** The addresses that routes answer to. */
    public Set<String> addresses() {
        return routes.keySet();
    }

    /** Puts down each call by which a route reaches itself: such a run would never end. */
    public void checkLoops() {
        Set<String> done = new HashSet<>();
        routes.keySet().forEach(address -> follow(address, new ArrayList<>(), done));
    }

    private void follow(String address, List<String> way, Set<String> done) {
        if (!routes.containsKey(address) || !done.add(address)) {
            return;
        }
        way.add(address);
        routes.get(address).calls().forEach(call -> {
            int start = way.indexOf(call.uri().text());
            if (start >= 0) {
                String round = Stream.concat(way.subList(start, way.size()).stream(), Stream.of(way.get(start)))
                        .collect(Collectors.joining(" → "));
                routes.get(address)
                        .file()
                        .fault(call.uri().line(), "here a route calls itself, and would never end: " + round);
            } else {
                follow(call.uri().text(), way, done);
            }
        });
        way.remove(way.size() - 1);
    }

    /** Puts down what would write, or read, something in the database in a flow that only looks. */
    public void checkOnlyLooks(Collection<String> flows) {
        reached(flows.stream().map(flow -> DIRECT + flow).toList()).stream()
                .map(routes::get)
                .filter(Objects::nonNull)
                .forEach(
                        route -> Endpoint.in(route.entry())
                                .filter(endpoint -> endpoint.scheme().equals("sql"))
                                .forEach(
                                        endpoint -> route.file()
                                                .fault(
                                                        endpoint.uri().line(),
                                                        "a preview comes here, and changes nothing anywhere: sql: is not taken in it")));
    }

    private Set<String> reached(Collection<String> from) {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            String address = next.poll();
            if (reached.add(address) && routes.containsKey(address)) {
                routes.get(address).calls().forEach(call -> next.add(call.uri().text()));
            }
        }
        return reached;
    }

    /** Puts down each route that nothing leads to: who edits it, edits nothing. */
    public void checkReached(Collection<String> flows) {
        List<String> from = new ArrayList<>();
        flows.forEach(flow -> from.add(DIRECT + flow));
        files.stream()
                .flatMap(file -> file.all("routeConfiguration"))
                .flatMap(Endpoint::in)
                .forEach(endpoint -> from.add(endpoint.uri().text()));
        Set<String> reached = reached(from);
        routes.forEach((address, route) -> {
            if (!reached.contains(address)) {
                route.file()
                        .fault(
                                route.entry().line(),
                                "no flow reaches " + address + ": have it called, or take the file out of the folder");
            }
        });
    }

    private static boolean isDirect(Entry uri) {
        return uri.text().startsWith(DIRECT);
    }
}
