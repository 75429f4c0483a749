package org.wonbooks.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.wonbooks.component.mapping.SetMappings;
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
 * Puts a set of routes to work while another one is, and goes back. What is begun after that runs on the new one; what
 * runs already comes to its end on the old one's own routes, however long it takes. A faulty set changes nothing.
 */
@Service
public class RouteDeployment {

    private static final Logger LOG = LoggerFactory.getLogger(RouteDeployment.class);

    private final RouteFolders folders;
    private final CheckedBefore checkedBefore;
    private final RouteLoader loader;
    private final RouteSets sets;
    private final RunningRoutes running;
    private final PlainNames names;
    private final SetMappings mappings;
    private final CamelContext camel;
    private final List<RouteTrial> trials;
    private final ExecutorService removal;
    private volatile Refused lastRefused;

    RouteDeployment(
            RouteFolders folders,
            CheckedBefore checkedBefore,
            RouteLoader loader,
            RouteSets sets,
            RunningRoutes running,
            PlainNames names,
            SetMappings mappings,
            CamelContext camel,
            List<RouteTrial> trials) {
        this.folders = folders;
        this.checkedBefore = checkedBefore;
        this.loader = loader;
        this.sets = sets;
        this.running = running;
        this.names = names;
        this.mappings = mappings;
        this.trials = trials;
        this.camel = camel;
        removal = camel.getExecutorServiceManager().newSingleThreadExecutor(this, "routes-removal");
    }

    /**
     * What came of a set that was to be checked or put to work.
     *
     * @param number of the set that is at work now
     * @param faults why the other one is not; empty: it is, or could be
     */
    public record Outcome(long number, String digest, List<RouteFault> faults) {}

    /** Checks a candidate and tries it, and changes nothing. */
    public Outcome check(String candidate) {
        CheckedSet read = read(candidate);
        String digest = read.set() == null ? null : read.set().digest();
        return new Outcome(running.current().set().number(), digest, faults(read));
    }

    private List<RouteFault> faults(CheckedSet read) {
        if (!read.faults().isEmpty()) {
            return read.faults();
        }
        return read.with(trials.stream()
                        .flatMap(trial -> trial.faults(read.set().folder()).stream())
                        .distinct()
                        .toList())
                .faults();
    }

    /** Puts a candidate to work, if it is without a fault. */
    public synchronized Outcome apply(String candidate, String who) {
        CheckedSet read = read(candidate);
        return put(read, Way.APPLIED, candidate, who);
    }

    /**
     * Puts the set to work that was at work before this one.
     *
     * @throws NothingBefore where none was
     */
    public synchronized Outcome rollback(String who) {
        long now = running.current().set().number();
        long before = sets.lastChangeTo(now)
                .map(Change::before)
                .orElseThrow(() -> new NothingBefore("No other set of routes was at work before set " + now));
        return put(kept(before), Way.ROLLED_BACK, "set " + before, who);
    }

    private CheckedSet kept(long number) {
        return orFolder(CheckedSet.kept(sets.files(number), folders.copies(), this::checked));
    }

    private CheckedSet read(String candidate) {
        return orFolder(CheckedSet.read(folders.candidate(candidate), folders.copies(), false, this::checked));
    }

    /** Always, and anew; a start on what is put to work need not do it again. */
    private RouteCheck.Result checked(String digest, Path copy) {
        return checkedBefore.keep(digest, RouteCheck.run(copy));
    }

    /** Where the folder that a start reads holds the same, mappings can be saved there as after a start. */
    private CheckedSet orFolder(CheckedSet read) {
        boolean same = read.faults().isEmpty() && isFolder(read.set().digest());
        return same ? read.followed(folders.routes()) : read;
    }

    /**
     * Has something run on a candidate, beside the set that is at work, and takes its routes away again. Its examples
     * may fail: what it would do instead is what is asked.
     *
     * @throws NoCandidate where there is no such folder
     * @throws RoutesRefused with every fault, where it could not be put to work
     */
    public <T> T tried(String candidate, Function<LoadedRoutes, T> trial) {
        CheckedSet read = CheckedSet.read(folders.candidate(candidate), folders.copies(), false, this::checked);
        if (!read.faults().isEmpty()) {
            throw new RoutesRefused(read.faults(), null, null);
        }
        LoadedRoutes loaded;
        try {
            loaded = loader.load(read.set(), read.checked(), read.source(), List.of());
        } catch (Exception e) {
            throw new RoutesRefused(List.of(CamelRefusal.of(e, read)), null, e);
        }
        try {
            return trial.apply(loaded);
        } finally {
            loaded.retire(() -> loader.unload(loaded));
        }
    }

    /**
     * Whoever goes back is held to the files alone: what has changed since, in an account or a clock, is no reason to
     * stay.
     */
    private Outcome put(CheckedSet read, Way way, String source, String who) {
        LoadedRoutes before = running.current();
        List<RouteFault> faults = way == Way.ROLLED_BACK ? read.faults() : faults(read);
        if (!faults.isEmpty()) {
            return refused(before, source, faults);
        }
        long number = sets.keep(read.files());
        boolean isAtWork = number == before.set().number()
                && read.set().source().equals(before.set().source());
        if (!isAtWork) {
            LoadedRoutes loaded;
            try {
                loaded = loader.load(read.set().kept(number), read.checked(), read.source(), List.of());
            } catch (Exception e) {
                return refused(before, source, List.of(CamelRefusal.of(e, read)));
            }
            try {
                loader.stopAsBefore(before, loaded);
                sets.changed(number, sets.before(number, before.set().number()), way, source, folderNow(), who);
            } catch (RuntimeException e) {
                loader.unload(loaded);
                throw e;
            }
            mappings.readAnew(read.set().source());
            running.become(loaded);
            try {
                loader.stopAsBefore(before, loaded);
                names.show(camel, loader.routes(before), loader.routes(loaded), loaded.suffix());
            } finally {
                before.retire(() -> removal.execute(() -> loader.unload(before)));
            }
            LOG.info(
                    "Routes: set {} is at work, {} by {}; it was set {}",
                    number,
                    source,
                    who,
                    before.set().number());
        }
        lastRefused = null;
        return new Outcome(number, read.set().digest(), List.of());
    }

    private Outcome refused(LoadedRoutes running, String source, List<RouteFault> faults) {
        lastRefused = new Refused(source, faults);
        LOG.warn(
                "Routes: {} is not put to work, set {} goes on: {}",
                source,
                running.set().number(),
                faults.get(0));
        return new Outcome(running.set().number(), null, faults);
    }

    /** What a next start compares: has somebody changed the folder since? */
    String folderNow() {
        try {
            return RouteFiles.read(folders.routes()).digest();
        } catch (IOException e) {
            // Then it differs from whatever is there at the next start, and that start looks at it.
            return "";
        }
    }

    /** Is the folder that a start reads as it was? */
    boolean isFolder(String digest) {
        return folderNow().equals(digest);
    }

    /** A set that somebody wanted to put to work, and its faults. */
    public record Refused(String source, List<RouteFault> faults) {}

    /** The one that was refused last, if none was put to work since. */
    public Optional<Refused> lastRefused() {
        return Optional.ofNullable(lastRefused);
    }

    /** There is no set to go back to. */
    public static final class NothingBefore extends RuntimeException {

        NothingBefore(String words) {
            super(words);
        }
    }
}
