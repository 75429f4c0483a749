package org.wonbooks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/**
 * By the word of the JVM: a start on routes that this jar has checked does not so much as read Groovy's type checker.
 */
class CheckedBeforeIT {

    private static final String CHECKER = "org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor";

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void onlyWhatThisJarHasNotCheckedIsChecked() throws Exception {
        Path built = Path.of("").toAbsolutePath();
        assertThat(checks(built, WonbooksJar.ROUTES)).as("as shipped").isFalse();

        Path routes = jar.folder().resolve("routes");
        FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, routes);
        Files.writeString(routes.resolve("mappings/invoice.groovy"), "// Ours.\n", StandardOpenOption.APPEND);
        assertThat(checks(built, routes)).as("edited").isTrue();
        assertThat(checks(built, routes)).as("started once").isFalse();

        Path updated = update();
        assertThat(checks(updated, routes)).as("by another build").isTrue();
        assertThat(checks(updated, routes)).as("started once by that").isFalse();
    }

    /** Installs it as it was built, with one file more in its jar. */
    private Path update() throws Exception {
        Path installed = jar.folder().resolve("installed");
        FileSystemUtils.copyRecursively(Path.of("bin"), installed.resolve("bin"));
        assertThat(installed.resolve("bin/wonbooks").toFile().setExecutable(true))
                .isTrue();
        FileSystemUtils.copyRecursively(Path.of("target/wonbooks"), installed);
        URI inside = URI.create("jar:" + installed.resolve("wonbooks.jar").toUri());
        try (FileSystem files = FileSystems.newFileSystem(inside, Map.of())) {
            Files.writeString(files.getPath("another.txt"), "");
        }
        return installed;
    }

    private boolean checks(Path checkout, Path routes) throws Exception {
        int port = WonbooksJar.freePort();
        RunningJar running = jar.startIn(checkout, List.of("--server.port=" + port, "--wonbooks.routes=" + routes))
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        try (ProcessManagement management = ProcessManagement.of(running)) {
            return management.diagnosis("vmClassHierarchy", CHECKER).contains(CHECKER);
        } finally {
            running.stop();
        }
    }
}
