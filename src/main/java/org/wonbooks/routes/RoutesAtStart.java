package org.wonbooks.routes;

import static java.util.Comparator.comparing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.routes.check.RouteCheck;

/**
 * Starts the routes in two steps. Camel starts with those that come first by their own word, which are the doors for
 * webhooks: what they take is kept, and waits. The files are checked meanwhile, read that one time, and follow; nothing
 * is ready, and no work is done, before all of them run, and nothing starts on files that are missing or faulty.
 */
@Component
class RoutesAtStart extends DefaultRoutesCollector implements ApplicationRunner {

    private final ObjectProvider<RouteBuilder> builders;
    private final ObjectProvider<CamelContext> camel;

    /** Let go once the routes run: it holds the text of all files. */
    private CompletableFuture<RouteCheck.Result> check;

    RoutesAtStart(
            WonbooksSettings settings, ObjectProvider<RouteBuilder> builders, ObjectProvider<CamelContext> camel) {
        this.builders = builders;
        this.camel = camel;
        Path directory = settings.routes().toAbsolutePath().normalize();
        check = CompletableFuture.supplyAsync(() -> check(directory), task -> new Thread(task, "route-check").start());
    }

    /** Are the files all there, and right? */
    RouteCheck.Result check(Path directory) {
        return RouteCheck.run(directory);
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromRegistry(CamelContext camel, String excluded, String included) {
        return new ArrayList<>(builders(RoutesAtStart::comesFirst));
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(CamelContext camel, String excluded, String included) {
        return List.of();
    }

    /**
     * Starts all other routes.
     *
     * @throws RoutesRefused with every fault, by absolute path
     */
    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        RouteCheck.Result checked = check.join();
        check = null;
        if (!checked.faults().isEmpty()) {
            throw new RoutesRefused(checked.faults());
        }
        CamelContext camel = this.camel.getObject();
        try (CheckedRoutes files = new CheckedRoutes(camel)) {
            start(
                    camel,
                    Stream.concat(
                                    checked.files().stream().map(files::of),
                                    builders(builder -> !comesFirst(builder)).stream())
                            .toList());
        }
    }

    private static void start(CamelContext camel, List<RouteBuilder> builders) throws Exception {
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
        camel.getCamelContextExtension().getContextPlugin(Model.class).addRouteDefinitions(routes);
    }

    private List<RouteBuilder> builders(Predicate<RouteBuilder> which) {
        return builders.orderedStream().filter(which).toList();
    }

    private static boolean comesFirst(RouteBuilder builder) {
        return builder.getOrder() == Ordered.HIGHEST;
    }
}
