package org.wonbooks.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Folders of routes that a test may have tried: copies of those that are shipped, with a file changed. */
public final class Candidates {

    private Candidates() {}

    /** Where they are, beside the routes that the application of the tests runs. */
    public static Path beside(Path routes) {
        return routes.resolveSibling("candidates");
    }

    /** Makes one as the routes are shipped. */
    public static Path make(Path routes, String name) throws IOException {
        Path candidate = beside(routes).resolve(name);
        FileSystemUtils.deleteRecursively(candidate);
        FileSystemUtils.copyRecursively(Path.of("routes"), candidate);
        return candidate;
    }

    /** Makes one in which something of a file is replaced. */
    public static Path make(Path routes, String name, String file, String old, String now) throws IOException {
        Path candidate = make(routes, name);
        Path changed = candidate.resolve(file);
        String text = Files.readString(changed);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " has no " + old);
        }
        Files.writeString(changed, text.replace(old, now));
        // They would say that it is otherwise.
        FileSystemUtils.deleteRecursively(candidate.resolve("mappings/examples"));
        return candidate;
    }
}
