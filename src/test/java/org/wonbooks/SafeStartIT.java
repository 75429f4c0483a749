package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** Wonbooks does not start on what is unsafe, and says why in words. */
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
                "--management.endpoints.web.exposure.include=*",
                "--spring.datasource.url=jdbc:h2:file:./data/wonbooks");

        assertThat(start.awaitExit()).isNotZero();
        List<String> lines = start.output().lines().toList();
        for (String property : List.of(
                "spring.datasource.url",
                "wonbooks.encryption-key",
                "wonbooks.admin.password",
                "wonbooks.public-url",
                "management.endpoints.web.exposure.include")) {
            assertThat(lines)
                    .as(property)
                    .filteredOn(line -> line.contains(property))
                    .hasSize(1);
        }
        assertThat(lines).noneMatch(line -> line.matches("\\s+at .*\\(.*\\)|.*Exception.*"));
        assertThat(jar.folder().resolve("data")).as("nothing was begun").doesNotExist();
    }

    @Test
    void anH2FileThatAnotherProcessHasOpenIsLeftAlone() throws Exception {
        String url = "jdbc:h2:file:" + jar.folder().resolve("data/wonbooks") + ";WRITE_DELAY=0";
        try (Connection other = DriverManager.getConnection(url)) {
            RunningJar start = jar.start(
                    "--spring.profiles.active=sandbox",
                    "--server.port=0",
                    "--wonbooks.routes=" + WonbooksJar.ROUTES,
                    "--spring.datasource.url=" + url);

            assertThat(start.awaitExit()).isNotZero();
            assertThat(start.output())
                    .contains("The H2 database is open in another process", "PostgreSQL")
                    .doesNotContain("\tat ");
            assertThat(other.isValid(1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:tcp://localhost/~/wonbooks;WRITE_DELAY=0",
                "jdbc:h2:file:./data/wonbooks;WRITE_DELAY=0;AUTO_SERVER=TRUE",
                "jdbc:h2:file:./data/wonbooks;file_lock=no;WRITE_DELAY=0"
            })
    void h2IsNotSharedBetweenProcesses(String url) {
        MockEnvironment settings = new MockEnvironment().withProperty("spring.datasource.url", url);
        settings.setActiveProfiles("sandbox");

        assertThatThrownBy(() -> SafeStart.check(settings)).hasMessageContaining("several processes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "Production", "sandbox-2", "eu,live"})
    void aProfileThatIsNeitherIsRefused(String profiles) {
        MockEnvironment settings =
                new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://db/w");
        settings.setActiveProfiles(profiles.split(","));

        assertThatThrownBy(() -> SafeStart.check(settings))
                .hasMessageContaining("spring.profiles.active is " + profiles + ", and has to name production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://user:secret@db/wonbooks", "jdbc:postgres://secret@db/wonbooks", "secret"})
    void aDatabaseWithoutADriverIsRefusedWithoutItsAddress(String url) {
        MockEnvironment settings = new MockEnvironment().withProperty("spring.datasource.url", url);
        settings.setActiveProfiles("sandbox", "eu");

        assertThatThrownBy(() -> SafeStart.check(settings))
                .hasMessageContaining("names no database that Wonbooks has a driver for")
                .hasMessageNotContaining("secret");
    }
}
