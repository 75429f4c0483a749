package org.wonbooks.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.stereotype.Service;
import org.wonbooks.component.mapping.SetMappings;
import org.wonbooks.routes.load.PlainNames;
import org.wonbooks.routes.load.RouteLoader;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.RouteSet;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RouteSets.Change;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.work.run.WorkRunRoute;

/** Which set of routes is at work here, how it came to that, and what is wrong about it. */
@Service
public class RouteState {

    private final RunningRoutes running;
    private final RouteSets sets;
    private final RouteLoader loader;
    private final RouteDeployment deployment;
    private final RouteFolders folders;
    private final SetMappings mappings;
    private final CamelContext camel;

    RouteState(
            RunningRoutes running,
            RouteSets sets,
            RouteLoader loader,
            RouteDeployment deployment,
            RouteFolders folders,
            SetMappings mappings,
            CamelContext camel) {
        this.running = running;
        this.sets = sets;
        this.loader = loader;
        this.deployment = deployment;
        this.folders = folders;
        this.mappings = mappings;
        this.camel = camel;
    }

    /**
     * The set at work.
     *
     * @param source what it was put to work from: a candidate, another set, a folder
     * @param routes how many of its routes run
     * @param warnings what a person should know, in words
     * @param faults those of the set that was refused last, if none was put to work since
     */
    public record View(
            long number,
            String digest,
            Instant appliedAt,
            String by,
            String way,
            String source,
            long routes,
            List<String> warnings,
            List<String> faults) {}

    /** All of it. */
    public View view() {
        LoadedRoutes current = running.current();
        RouteSet set = current.set();
        Optional<Change> change = sets.lastChangeTo(set.number());
        return new View(
                set.number(),
                set.digest(),
                change.map(Change::at).orElse(null),
                change.map(Change::by).orElse(null),
                change.map(each -> each.way().name()).orElse(null),
                change.map(Change::source).orElse(null),
                started(current),
                warnings(current, change.orElse(null)),
                deployment
                        .lastRefused()
                        .map(refused ->
                                refused.faults().stream().map(Object::toString).toList())
                        .orElse(List.of()));
    }

    /** What was put to work, the latest first. */
    public List<Change> changes() {
        return sets.changes(20);
    }

    /** The folders that could be put to work. */
    public List<String> candidates() {
        return folders.candidateNames();
    }

    /** Routes that don't run, by their plain names: what they do waits. */
    public List<String> stopped() {
        LoadedRoutes current = running.current();
        // Java's own, and those of the set; what another set still runs on comes and goes.
        List<String> stopped = new ArrayList<>(camel.getRoutes().stream()
                .filter(route -> !isOfAnotherSet(route, current))
                .filter(route -> !isStarted(route))
                .map(route -> PlainNames.plain(route.getRouteId()))
                .toList());
        long missing = current.set().routes() + 1 - loader.routes(current).size();
        if (current.set().number() != 0 && missing > 0) {
            stopped.add(missing + " that are not there");
        }
        return stopped;
    }

    private static boolean isOfAnotherSet(Route route, LoadedRoutes current) {
        String id = route.getRouteId();
        return !PlainNames.plain(id).equals(id) && !id.endsWith(current.suffix());
    }

    /** Of those that its files hold. */
    private long started(LoadedRoutes routes) {
        return loader.routes(routes).stream()
                .filter(this::isStarted)
                .filter(route -> !PlainNames.plain(route.getRouteId()).equals(WorkRunRoute.ID))
                .count();
    }

    private boolean isStarted(Route route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
        return status != null && status.isStarted();
    }

    private List<String> warnings(LoadedRoutes current, Change change) {
        List<String> warnings = new ArrayList<>();
        List<String> stopped = stopped();
        if (!stopped.isEmpty()) {
            warnings.add("Routes that do not run: " + String.join(", ", stopped));
        }
        deployment
                .lastRefused()
                .ifPresent(refused -> warnings.add(
                        refused.source() + " was refused, " + refused.faults().size() + " faults; the first: "
                                + refused.faults().get(0)));
        mappings.faults(current.set().source())
                .forEach(fault -> warnings.add("Not taken, the last good one runs on: " + fault));
        sets.elsewhere(current.set().number())
                .forEach(other -> warnings.add("Another instance runs set " + other + ", this one set "
                        + current.set().number() + ": apply the same there, or start it again"));
        sets.last()
                .map(Change::set)
                .filter(last -> warnings.isEmpty() && last != current.set().number())
                .ifPresent(last ->
                        warnings.add("Set " + last + " was put to work last, but not here: a start would run it,"
                                + " not set " + current.set().number()));
        if (change != null
                && !deployment.isFolder(change.folder())
                && !deployment.isFolder(current.set().digest())) {
            warnings.add(folders.routes() + " was changed since: a start would run what is there now, not set "
                    + current.set().number());
        }
        return warnings;
    }
}
