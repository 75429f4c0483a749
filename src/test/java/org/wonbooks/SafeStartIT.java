package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** Profile {@code production} does not start on what is unsafe, and says why in words. */
class SafeStartIT {

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void oneLineForEachFaultAndNoStackTrace() {
        RunningJar start = jar.start(
                "--spring.profiles.active=production",
                "--server.port=0",
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--wonbooks.public-url=http://books.example",
                "--spring.datasource.url=jdbc:h2:file:./data/wonbooks");

        assertThat(start.awaitExit()).isNotZero();
        List<String> lines = start.output().lines().toList();
        for (String property : List.of(
                "spring.datasource.url", "wonbooks.encryption-key", "wonbooks.admin.password", "wonbooks.public-url")) {
            assertThat(lines)
                    .as(property)
                    .filteredOn(line -> line.contains(property))
                    .hasSize(1);
        }
        assertThat(lines).noneMatch(line -> line.matches("\\s+at .*\\(.*\\)|.*Exception.*"));
        assertThat(jar.folder().resolve("data")).as("nothing was begun").doesNotExist();
    }
}
