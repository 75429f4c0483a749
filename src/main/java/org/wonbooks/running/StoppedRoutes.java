package org.wonbooks.running;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.springframework.stereotype.Component;

/** Which routes of the set that is at work do not run just now: what comes by one of them waits. */
@Component
public class StoppedRoutes {

    private static final String DIRECT = "direct:";

    private final CamelContext camel;
    private final RunningRoutes running;
    private volatile Calls calls = new Calls(null, Map.of());

    public StoppedRoutes(CamelContext camel, RunningRoutes running) {
        this.camel = camel;
        this.running = running;
    }

    /**
     * Which routes of a set call which, as they were when it was put to work: one that is taken away later is missed.
     *
     * @param of by a route's id
     */
    private record Calls(LoadedRoutes routes, Map<String, Set<String>> of) {}

    /** The first one that a flow may come by; empty: all of them run. */
    public Optional<StoppedRoute> on(String flow) {
        LoadedRoutes routes = running.current();
        return reached(routes, flow + routes.suffix()).stream()
                .map(id -> stopped(routes, id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether a route does not run, whatever it calls. */
    public Optional<StoppedRoute> itself(String route) {
        LoadedRoutes routes = running.current();
        return stopped(routes, route + routes.suffix());
    }

    private Optional<StoppedRoute> stopped(LoadedRoutes routes, String id) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        String name = id.endsWith(routes.suffix())
                ? id.substring(0, id.length() - routes.suffix().length())
                : id;
        if (status == null) {
            return Optional.of(StoppedRoute.missing(name));
        }
        if (status.isStarted()) {
            return Optional.empty();
        }
        boolean suspended = status.isSuspended() || status.isSuspending();
        return Optional.of(suspended ? StoppedRoute.suspended(name) : StoppedRoute.stopped(name));
    }

    /** A route and all that it may call, the nearest first. */
    private Set<String> reached(LoadedRoutes routes, String flow) {
        Map<String, Set<String>> known = calls(routes);
        Set<String> reached = new LinkedHashSet<>(List.of(flow));
        Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (String called : known.getOrDefault(next.poll(), Set.of())) {
                if (reached.add(called)) {
                    next.add(called);
                }
            }
        }
        return reached;
    }

    private Map<String, Set<String>> calls(LoadedRoutes routes) {
        Calls known = calls;
        if (known.routes() != routes) {
            Map<String, Set<String>> of = new HashMap<>();
            for (RouteDefinition route : camel.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getRouteDefinitions()) {
                if (route.getRouteId().endsWith(routes.suffix())) {
                    of.put(route.getRouteId(), called(route));
                }
            }
            known = new Calls(routes, of);
            calls = known;
        }
        return known.of();
    }

    private static Set<String> called(RouteDefinition route) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class).stream()
                .map(SendDefinition::getEndpointUri)
                .filter(Objects::nonNull)
                .filter(uri -> uri.startsWith(DIRECT))
                .map(uri -> uri.substring(DIRECT.length()).replaceFirst("\\?.*", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
