package org.wonbooks.testing;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Where the tests of one JVM write: several JVMs test at once. */
public final class TestFolder {

    private static final Path ALL = Path.of("target", "tests").toAbsolutePath();
    private static final Path OURS =
            ALL.resolve(String.valueOf(ProcessHandle.current().pid()));

    static {
        Stream.ofNullable(ALL.toFile().listFiles())
                .flatMap(Stream::of)
                .filter(folder ->
                        ProcessHandle.of(Long.parseLong(folder.getName())).isEmpty())
                .forEach(FileSystemUtils::deleteRecursively);
        FileSystemUtils.deleteRecursively(OURS.toFile());
    }

    private TestFolder() {}

    /** A folder of this name, without what an earlier run left in it. */
    public static Path of(String name) {
        return OURS.resolve(name);
    }
}
