package org.wonbooks.testing;

import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Where the tests of one JVM write: several JVMs test at once. */
public final class TestFolder {

    private static final Path ROOT =
            Path.of("target", "tests-" + System.getProperty("test.fork", "1")).toAbsolutePath();

    private TestFolder() {}

    /** A folder of this name, without what an earlier run left in it. */
    public static Path empty(String name) {
        Path folder = ROOT.resolve(name);
        FileSystemUtils.deleteRecursively(folder.toFile());
        return folder;
    }
}
