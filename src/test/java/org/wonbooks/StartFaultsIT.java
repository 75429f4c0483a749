package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** A start that can't be says in a sentence why, and in another one what is to be done; the process ends. */
class StartFaultsIT {

    private static final String PRODUCTION = "--spring.profiles.active=production";

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();

    @Test
    void noDatabaseAnswers() {
        refused(
                "The database can't be reached: ",
                "See that it runs, and that spring.datasource.url names its host and port; then start again.",
                PRODUCTION,
                "--spring.datasource.url=jdbc:postgresql://localhost:" + WonbooksJar.freePort() + "/wonbooks");
    }

    @Test
    void theDatabaseRefusesTheUser() {
        refused(
                "The database refuses user or password: ",
                "Put spring.datasource.username and spring.datasource.password right.",
                PRODUCTION,
                "--spring.datasource.username=nobody",
                "--spring.datasource.url="
                        + TestDatabase.POSTGRESQL.newUrl().replaceFirst("user=[^&]*", "user=nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {PRODUCTION, "--spring.profiles.active=sandbox"})
    void theFolderOfDataCanNotBeMade(String profile) throws Exception {
        Files.createFile(jar.folder().resolve("file"));

        refused(
                "The folder of wonbooks.data can't be made or written to: "
                        + jar.folder().toRealPath().resolve("file"),
                "Give whoever runs Wonbooks the right to write there, or name another folder in wonbooks.data.",
                profile,
                "--wonbooks.data=./file");
    }

    @Test
    void thePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            refused("Port " + taken.getLocalPort() + " was already in use.", "port " + port, "--wonbooks.data=./data");
        }
    }

    @Test
    void theProfileIsNearlyRight() {
        refused(
                "spring.profiles.active is prod, and has to name production, for real accounts, or sandbox",
                "Put these settings right.",
                "--spring.profiles.active=prod");
    }

    @Test
    void theDatabaseIsOneThatNobodyKnows() {
        refused(
                "spring.datasource.url names no database that Wonbooks has a driver for",
                "Put these settings right.",
                PRODUCTION,
                "--spring.datasource.url=jdbc:mysql://localhost/wonbooks");
    }

    private void refused(String why, String fix, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--wonbooks.public-url=http://localhost:" + port));
        arguments.addAll(List.of(settings));
        if (arguments.contains(PRODUCTION)) {
            arguments.add("--wonbooks.encryption-key=YSBrZXkgdGhhdCBhIHRlc3QgbWF5IGtub3csIDMyYnk=");
            arguments.add("--wonbooks.admin.password=correct horse battery");
        }
        RunningJar start = jar.start(arguments);

        assertThat(start.awaitExit()).isNotZero();
        assertThat(start.output().lines().filter(line -> line.contains(why)))
                .as(start.output())
                .hasSize(1);
        assertThat(start.output())
                .contains(fix)
                .doesNotContain("\tat ")
                .doesNotContain("correct horse battery", "YSBrZXkgdGhhd");
    }
}
