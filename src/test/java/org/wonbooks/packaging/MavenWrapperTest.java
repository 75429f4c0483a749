package org.wonbooks.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code mvnw} against an archive on loopback that holds a Maven which only prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class MavenWrapperTest {

    private static final String NAME = "apache-maven-9.9.9";

    /** What mvnw may find on the PATH; no mvn, and no java, which JAVA_HOME stands for. */
    private static final List<String> TOOLS = List.of(
            "basename",
            "curl",
            "cut",
            "dirname",
            "gzip",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "sed",
            "sha512sum",
            "sort",
            "tar");

    @TempDir
    private Path folder;

    private Path bin;
    private Path dists;
    private byte[] archive;
    private HttpServer server;
    private final AtomicInteger downloads = new AtomicInteger();

    @BeforeEach
    void projectWithAnArchiveOnLoopback() throws Exception {
        bin = Files.createDirectories(folder.resolve("bin"));
        dists = folder.resolve("home/.m2/wrapper/dists");
        for (String tool : TOOLS) {
            offer(tool);
        }
        Path fake = Files.createDirectories(folder.resolve(NAME + "/bin"));
        script(fake.resolve("mvn"), "echo fetched; for argument; do echo \"<$argument>\"; done; exit 7");
        Path packed = folder.resolve("packed.tar.gz");
        new ProcessBuilder("tar", "-czf", packed.toString(), "-C", folder.toString(), NAME)
                .inheritIO()
                .start()
                .waitFor();
        archive = Files.readAllBytes(packed);

        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + NAME + "-bin.tar.gz", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, archive.length);
            try (var body = exchange.getResponseBody()) {
                body.write(archive);
            }
        });
        server.start();

        Path project = Files.createDirectories(folder.resolve("project/.mvn/wrapper"));
        Files.copy(Path.of("mvnw"), folder.resolve("project/mvnw"));
        Files.writeString(
                project.resolve("maven-wrapper.properties"),
                Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties"))
                        .replaceAll(
                                "(?m)^distributionUrl=.*",
                                "distributionUrl=http://localhost:"
                                        + server.getAddress().getPort() + "/" + NAME + "-bin.tar.gz")
                        .replaceAll("(?m)^distributionSha512Sum=.*", "distributionSha512Sum=" + sha512(archive)));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void fetchesThePinnedMavenOnce() throws Exception {
        Run first = mvnw("-B", "-Dname=two words", "verify");

        assertThat(first.output()).endsWith("fetched\n<-B>\n<-Dname=two words>\n<verify>\n");
        assertThat(first.exit()).as("Maven's own").isEqualTo(7);
        assertThat(mvnw("verify").output()).isEqualTo("fetched\n<verify>\n");
        assertThat(downloads).hasValue(1);
        assertThat(names(dists)).singleElement().asString().startsWith(NAME + "-");
    }

    @Test
    void fetchesWithWgetWhereThereIsNoCurl() throws Exception {
        Files.delete(bin.resolve("curl"));
        offer("wget");

        assertThat(mvnw("verify").output()).endsWith("fetched\n<verify>\n");
    }

    @Test
    void refusesAnArchiveWithAnotherChecksumAndLeavesNothing() throws Exception {
        String expected = sha512(archive);
        archive[archive.length - 1]++;

        Run run = mvnw("verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("not what was expected", expected, sha512(archive))
                .doesNotContain("fetched\n");
        assertThat(names(dists)).isEmpty();
    }

    @Test
    void saysSoWhenTheArchiveCannotBeReachedAndLeavesNothing() throws Exception {
        server.stop(0);

        Run run = mvnw("verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("could not fetch http://localhost:", "install Maven 3.8.6 or newer");
        assertThat(names(dists)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.1", "3.6.3", "3.8.5"})
    void passesOverAnOlderMaven(String version) throws Exception {
        maven(bin, version);

        assertThat(mvnw("verify").output()).endsWith("fetched\n<verify>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.9.0", "3.10.1", "4.0.0-rc-4"})
    void usesAnInstalledMaven(String version) throws Exception {
        maven(bin, version);

        assertThat(mvnw("verify").output()).isEqualTo("installed " + version + " verify\n");
        assertThat(downloads).hasValue(0);
    }

    @Test
    void prefersMavenHome() throws Exception {
        maven(bin, "3.8.8");
        maven(Files.createDirectories(folder.resolve("maven/bin")), "3.9.9");
        Map<String, String> home = Map.of("MAVEN_HOME", folder.resolve("maven").toString());

        assertThat(mvnw(home, "verify").output()).isEqualTo("installed 3.9.9 verify\n");

        maven(folder.resolve("maven/bin"), "3.6.3");
        assertThat(mvnw(home, "verify").output()).as("too old").isEqualTo("installed 3.8.8 verify\n");
    }

    @Test
    void asksForAJdkWhenThereIsNone() throws Exception {
        Run run = mvnw(Map.of("JAVA_HOME", ""), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("no Java at 'java'", "Install a JDK, version 17 or newer");
        assertThat(downloads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2"})
    void asksForANewerJdk(String version) throws Exception {
        script(bin.resolve("java"), "echo 'openjdk version \"" + version + "\" 2019-01-15' >&2");

        Run run = mvnw(Map.of("JAVA_HOME", ""), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).containsPattern("is Java (8|11)\\.").contains("Install a JDK, version 17 or newer");
    }

    @Test
    void bothFormsAskForTheSameMavenAndTheWindowsFormHasItsLineEnds() throws Exception {
        assertThat(Files.readString(Path.of("mvnw"))).contains("3.8.6");
        assertThat(Files.readString(Path.of("mvnw.cmd"))).contains("3008006").doesNotContainPattern("[^\r]\n");
    }

    private record Run(int exit, String output) {}

    private Run mvnw(String... arguments) throws Exception {
        return mvnw(Map.of(), arguments);
    }

    private Run mvnw(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", folder.resolve("project/mvnw").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private void offer(String tool) throws IOException {
        Path found = Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs " + tool + " on the PATH"));
        script(bin.resolve(tool), "exec " + found + " \"$@\"");
    }

    private static void maven(Path bin, String version) throws IOException {
        script(
                bin.resolve("mvn"),
                """
                if [ "$1" = -v ]; then echo "Apache Maven %1$s (0123abc)"; else echo "installed %1$s $*"; fi"""
                        .formatted(version));
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(Path::getFileName).toList();
        }
    }

    private static String sha512(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }
}
