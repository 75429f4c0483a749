package org.wonbooks.routes.load;

import static java.util.Comparator.comparing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.RouteSet;
import org.wonbooks.work.run.WorkRunRoute;

/** Gives Camel the routes of a set beside those that it has, and takes them away again. */
@Component
public class RouteLoader {

    private static final Logger LOG = LoggerFactory.getLogger(RouteLoader.class);

    private final CamelContext camel;
    private final AtomicInteger loads = new AtomicInteger();

    RouteLoader(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Starts a set's routes, and with them others, those with a clock last.
     *
     * @param source the folder that its faults and JMX name
     * @throws Exception Camel's, where it does not take one of them; then it has none of them
     */
    public synchronized LoadedRoutes load(
            RouteSet set, RouteCheck.Result checked, Path source, List<RouteBuilder> others) throws Exception {
        LoadedRoutes loaded = new LoadedRoutes(set, "." + loads.incrementAndGet());
        NumberedRoutes numbered = new NumberedRoutes(
                checked.files(), loaded.suffix(), set.folder().toString());
        try (CheckedRoutes files = new CheckedRoutes(camel)) {
            start(Stream.of(
                            checked.files().stream()
                                    .map(file -> files.of(file, numbered.of(file), set.folder(), source)),
                            Stream.of(new WorkRunRoute(loaded.suffix())),
                            others.stream())
                    .flatMap(builders -> builders)
                    .toList());
        } catch (Exception e) {
            unload(loaded);
            throw e;
        }
        return loaded;
    }

    private void start(List<? extends RouteBuilder> builders) throws Exception {
        for (RouteBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder policies) {
                camel.addRoutesConfigurations(policies);
            }
        }
        List<RouteDefinition> routes = new ArrayList<>();
        for (RouteBuilder builder : builders) {
            builder.prepareModel(camel);
            routes.addAll(builder.getRouteCollection().getRoutes());
        }
        // A clock begins to tick at once: what it sets going has to be there.
        routes.sort(comparing(route -> !route.getInput().getEndpointUri().startsWith("direct:")));
        model().addRouteDefinitions(routes);
    }

    /** Whoever has stopped a route of the set before means that of the next one too. */
    public void stopAsBefore(LoadedRoutes before, LoadedRoutes loaded) {
        for (Route route : routes(before)) {
            String next = PlainNames.plain(route.getRouteId()) + loaded.suffix();
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
            if (status != null && !status.isStarted() && camel.getRoute(next) != null) {
                try {
                    camel.getRouteController().stopRoute(next);
                } catch (Exception e) {
                    throw new IllegalStateException("The route " + next + " could not be stopped", e);
                }
            }
        }
    }

    /** Takes a set's routes away; nothing may run on them any more. */
    public synchronized void unload(LoadedRoutes loaded) {
        loaded.close();
        try {
            for (Route route : routes(loaded)) {
                camel.getRouteController().stopRoute(route.getRouteId());
                camel.removeRoute(route.getRouteId());
            }
            model().removeRouteDefinitions(model().getRouteDefinitions().stream()
                    .filter(route -> route.getRouteId().endsWith(loaded.suffix()))
                    .toList());
            for (var policy : List.copyOf(model().getRouteConfigurationDefinitions())) {
                if (policy.getId() != null && policy.getId().endsWith(loaded.suffix())) {
                    model().removeRouteConfiguration(policy);
                }
            }
        } catch (Exception e) {
            // Nobody calls them any more.
            LOG.warn("Routes that are not used any more could not be taken away: {}", e.getMessage());
        }
    }

    /** What Camel has of a set. */
    public List<Route> routes(LoadedRoutes loaded) {
        return camel.getRoutes().stream()
                .filter(route -> route.getRouteId().endsWith(loaded.suffix()))
                .toList();
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
