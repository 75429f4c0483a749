package org.wonbooks.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.wonbooks.routes.check.RouteCheck;

/**
 * Which sets of routes this very build has checked before, and found no fault in: a start on such a one need not ask
 * again what its files mean. A small file says it, by the set's digest in its name and the build's in it; with the
 * copies of the sets, where Wonbooks alone writes, or beside the jar.
 */
@Component
class CheckedBefore {

    private static final String SUFFIX = ".checked";

    private final Path folder;
    private final Supplier<Optional<Build>> build;

    @Autowired
    CheckedBefore(RouteFolders folders) {
        this(folders.copies(), Build::running);
    }

    /** @param folder where it is written down */
    CheckedBefore(Path folder, Supplier<Optional<Build>> build) {
        this.folder = folder;
        this.build = build;
    }

    /** Was the set of that digest? */
    boolean has(String digest) {
        return build.get()
                .filter(running -> Stream.of(folder, running.folder())
                        .anyMatch(place -> isOf(running, place.resolve(digest + SUFFIX))))
                .isPresent();
    }

    private static boolean isOf(Build build, Path file) {
        try {
            return Files.readString(file).equals(build.digest());
        } catch (IOException none) {
            return false;
        }
    }

    /** Keeps in mind what came of the check of that set, where it has no fault. */
    RouteCheck.Result keep(String digest, RouteCheck.Result checked) {
        if (checked.faults().isEmpty()) {
            build.get().ifPresent(running -> write(folder.resolve(digest + SUFFIX), running.digest()));
        }
        return checked;
    }

    private static void write(Path file, String build) {
        try {
            Files.writeString(file, build);
        } catch (IOException full) {
            // Then the next start checks it once more.
        }
    }
}
