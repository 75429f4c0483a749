package org.wonbooks.routes;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.springframework.boot.system.ApplicationHome;
import org.wonbooks.encryption.Digest;

/**
 * A build of Wonbooks.
 *
 * @param digest of all that is in its jar, of libraries at least their names with versions, and of the JVM
 * @param folder where the jar is
 */
record Build(String digest, Path folder) {

    /** The one that runs; empty where it is no jar alone: then classes may be others at any time. */
    static Optional<Build> running() {
        File jar = new File(System.getProperty("java.class.path"));
        File ours = new ApplicationHome(Build.class).getSource();
        try {
            return ours != null && jar.isFile() && Files.isSameFile(jar.toPath(), ours.toPath())
                    ? Optional.of(
                            new Build(digest(jar), jar.toPath().toAbsolutePath().getParent()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String digest(File jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar)) {
            String contents = zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getCrc())
                    .collect(joining("\n"));
            return Digest.sha256(Runtime.version() + "\n" + contents);
        }
    }
}
