package org.wonbooks.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.load.CamelRefusal;
import org.wonbooks.routes.load.CheckedSet;
import org.wonbooks.routes.load.PlainNames;
import org.wonbooks.routes.load.RouteLoader;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.RouteFiles;
import org.wonbooks.running.RouteSets;
import org.wonbooks.running.RouteSets.Change;
import org.wonbooks.running.RouteSets.Way;
import org.wonbooks.running.RunningRoutes;

/**
 * Starts the routes in two steps. Camel starts with those that come first by their own word, which are the doors for
 * webhooks: what they take is kept, and waits. The files are checked meanwhile, or were before, read that one time, and
 * follow; nothing is ready, and no work is done, before all of them run, and nothing starts on files that are missing
 * or faulty.
 */
@Component
class RoutesAtStart extends DefaultRoutesCollector implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesAtStart.class);

    final RouteFolders folders;
    private final CheckedBefore checkedBefore;
    private final ObjectProvider<RouteBuilder> builders;
    private final ObjectProvider<CamelContext> camel;
    private final ObjectProvider<RouteLoader> loader;
    private final ObjectProvider<RouteSets> sets;
    private final ObjectProvider<RunningRoutes> running;
    private final ObjectProvider<RouteTrial> trials;

    /** Let go once the routes run: it holds the text of all files. */
    private CompletableFuture<CheckedSet> check;

    RoutesAtStart(
            RouteFolders folders,
            CheckedBefore checkedBefore,
            ObjectProvider<RouteBuilder> builders,
            ObjectProvider<CamelContext> camel,
            ObjectProvider<RouteLoader> loader,
            ObjectProvider<RouteSets> sets,
            ObjectProvider<RunningRoutes> running,
            ObjectProvider<RouteTrial> trials) {
        this.folders = folders;
        this.checkedBefore = checkedBefore;
        this.builders = builders;
        this.camel = camel;
        this.loader = loader;
        this.sets = sets;
        this.running = running;
        this.trials = trials;
        check = CompletableFuture.supplyAsync(
                () -> CheckedSet.read(folders.routes(), folders.copies(), true, this::checked),
                task -> new Thread(task, "route-check").start());
    }

    private RouteCheck.Result checked(String digest, Path copy) {
        return checkedBefore.has(digest) ? RouteCheck.read(copy) : checkedBefore.keep(digest, check(copy));
    }

    /** Are the files all there, and right? */
    RouteCheck.Result check(Path folder) {
        return RouteCheck.run(folder);
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
     * Starts all other routes: those of the folder or, where another set was put to work since the folder was changed,
     * of that one.
     *
     * @throws RoutesRefused with every fault, by absolute path
     */
    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        CheckedSet folder = check.join();
        check = null;
        refuse(folder, null);
        RouteSets kept = sets.getObject();
        Change last = kept.last().orElse(null);
        CheckedSet chosen = chosen(folder, last);
        Change applied = chosen == folder ? null : last;
        refuse(chosen, applied);
        if (applied == null && last != null && !kept.hasKept(folder.set().digest())) {
            // The first start is on what was shipped, or on an empty database: nothing is at stake yet.
            refuse(folder.with(tried(folder)), null);
        }
        long number = applied == null ? kept.keep(folder.files()) : last.set();
        List<RouteBuilder> others = new ArrayList<>(builders(builder -> !comesFirst(builder)));
        others.add(new HandUp());
        LoadedRoutes loaded = load(chosen, number, others, applied);
        // Also where the folder holds the same: what a person put to work before is not to come back by a later change.
        boolean folderCounts = applied == null
                && last != null
                && isOfAPerson(last)
                && !last.folder().equals(folder.set().digest());
        if (last == null || last.set() != number || folderCounts) {
            Long before = last == null ? null : kept.before(number, last.set());
            kept.changed(
                    number,
                    before,
                    Way.START,
                    folders.routes().toString(),
                    folder.set().digest(),
                    "start");
            if (last != null && isOfAPerson(last) && last.set() != number) {
                LOG.warn(
                        "Routes: {} was changed since set {} was put to work ({} by {}), so what is there runs, as set {}",
                        folders.routes(),
                        last.set(),
                        last.source(),
                        last.by(),
                        number);
            }
        } else {
            kept.runs(number);
        }
        running.getObject().become(loaded);
        PlainNames.hide(camel.getObject());
        if (applied != null) {
            LOG.info("Routes: set {}, {} by {}; not those of {}", number, last.source(), last.by(), folders.routes());
        }
    }

    /** What a person put to work last, unless the folder was changed since, or holds the same. */
    private CheckedSet chosen(CheckedSet folder, Change last) {
        String digest = folder.set().digest();
        if (last == null || !isOfAPerson(last) || !last.folder().equals(digest)) {
            return folder;
        }
        RouteFiles files = sets.getObject().files(last.set());
        return files.digest().equals(digest) ? folder : CheckedSet.kept(files, folders.copies(), this::checked);
    }

    private List<RouteFault> tried(CheckedSet folder) {
        return trials.orderedStream()
                .filter(RouteTrial::isOfFilesAlone)
                .flatMap(trial -> trial.faults(folder.set().folder()).stream())
                .toList();
    }

    private static boolean isOfAPerson(Change change) {
        return change.way() == Way.APPLIED || change.way() == Way.ROLLED_BACK;
    }

    private LoadedRoutes load(CheckedSet chosen, long number, List<RouteBuilder> others, Change applied) {
        try {
            return loader.getObject().load(chosen.set().kept(number), chosen.checked(), chosen.source(), others);
        } catch (Exception e) {
            throw new RoutesRefused(List.of(CamelRefusal.of(e, chosen)), applied, e);
        }
    }

    private static void refuse(CheckedSet read, Change applied) {
        if (!read.faults().isEmpty()) {
            throw new RoutesRefused(read.faults(), applied, null);
        }
    }

    private List<RouteBuilder> builders(Predicate<RouteBuilder> which) {
        return builders.orderedStream().filter(which).toList();
    }

    private static boolean comesFirst(RouteBuilder builder) {
        return builder.getOrder() == Ordered.HIGHEST;
    }

    /** Java's own routes hand their faults up to whoever calls them. */
    private static final class HandUp extends RouteConfigurationBuilder {

        @Override
        public void configuration() {
            routeConfiguration().errorHandler(noErrorHandler());
        }
    }
}
