package org.wonbooks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout, for tests of what is written in them. */
public final class SourceFiles {

    private SourceFiles() {}

    /** All files below a folder, which has to be there. */
    public static Stream<Path> in(String folder) {
        try (Stream<Path> found = Files.walk(Path.of(folder))) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            return files.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written in a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
