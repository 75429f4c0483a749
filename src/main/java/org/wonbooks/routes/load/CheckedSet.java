package org.wonbooks.routes.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.running.RouteFiles;
import org.wonbooks.running.RouteSet;

/**
 * A folder of routes as it was at one moment: copied to where nobody edits it, and the copy checked. So what runs is
 * what was checked, whatever becomes of the folder meanwhile.
 *
 * @param files null: it could not be read
 * @param set null in the same case
 * @param checked faults name the places in the folder itself
 * @param source the folder
 */
public record CheckedSet(RouteFiles files, RouteSet set, RouteCheck.Result checked, Path source) {

    /** Whether the copy of a set, which has that digest, is right. */
    public interface Check {

        RouteCheck.Result of(String digest, Path copy);
    }

    /**
     * Reads a folder and checks it.
     *
     * @param copies where the copies of all sets are
     * @param followed whether a mapping that is saved in the folder later counts at once
     */
    public static CheckedSet read(Path folder, Path copies, boolean followed, Check check) {
        Path source = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(source)) {
            return new CheckedSet(null, null, RouteCheck.run(source), source);
        }
        try {
            RouteFiles files = RouteFiles.read(source);
            return of(files, copy(files, copies), source, followed, check);
        } catch (IOException e) {
            List<RouteFault> faults = List.of(new RouteFault(source, 0, words(e)));
            return new CheckedSet(null, null, new RouteCheck.Result(List.of(), faults), source);
        }
    }

    /**
     * Checks files that were kept; faults name the copy.
     *
     * @throws UncheckedIOException where they can't be copied
     */
    public static CheckedSet kept(RouteFiles files, Path copies, Check check) {
        Path copy = copy(files, copies);
        return of(files, copy, copy, false, check);
    }

    private static CheckedSet of(RouteFiles files, Path copy, Path source, boolean followed, Check check) {
        String digest = files.digest();
        RouteCheck.Result checked = check.of(digest, copy);
        RouteSet set = new RouteSet(0, digest, copy, followed ? source : copy, checked.routes());
        return new CheckedSet(files, set, checked, source).with(checked.faults());
    }

    private static Path copy(RouteFiles files, Path copies) {
        try {
            return files.copyInto(copies.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("The routes can't be copied into " + copies + ": " + words(e), e);
        }
    }

    /** What keeps it from being used; empty: nothing. */
    public List<RouteFault> faults() {
        return checked.faults();
    }

    /** The same set, which that folder holds too: a mapping that is saved there counts at once. */
    public CheckedSet followed(Path folder) {
        RouteSet there = new RouteSet(set.number(), set.digest(), set.folder(), folder, set.routes());
        return new CheckedSet(files, there, checked, folder);
    }

    /** The same set with faults that a trial of its copy has found. */
    public CheckedSet with(List<RouteFault> ofCopy) {
        List<RouteFault> faults = ofCopy.stream()
                .map(fault -> new RouteFault(place(fault.file()), fault.line(), fault.reason()))
                .toList();
        return new CheckedSet(files, set, new RouteCheck.Result(checked.files(), faults), source);
    }

    /** Where a person finds a file of the copy. */
    public Path place(Path copied) {
        return source.resolve(set.folder().relativize(copied));
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
