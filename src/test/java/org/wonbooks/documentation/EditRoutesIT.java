package org.wonbooks.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SourceFiles;
import org.wonbooks.testing.WonbooksJar;

/**
 * The guide from a customer's wish to routes at work: each command is run as it stands there, in its order, and answers
 * what stands below it, {@code …} being anything.
 */
class EditRoutesIT {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## From a wish to work$(.*?)^## ");
    private static final Pattern COMMAND = Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:\\n```\\n(.*?)^```\\n)?");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asItIs();

    private final int port = WonbooksJar.freePort();

    @Test
    void itGoesAsItSays() throws IOException {
        for (String tool : List.of("bash", "curl", "sed", "grep")) {
            assumeThat(isThere(tool)).as(tool + " on the PATH").isTrue();
        }
        FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, jar.folder().resolve("routes"));
        Files.createSymbolicLink(
                jar.folder().resolve("wonbooks.jar"),
                Path.of("target/wonbooks.jar").toAbsolutePath());
        RunningJar running = start();
        String section = SECTION.matcher(SourceFiles.text(Path.of("docs/edit-routes.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<MatchResult> commands = COMMAND.matcher(section).results().toList();
        assertThat(commands).hasSizeGreaterThan(5);
        String names = commands.get(0).group(1);
        for (MatchResult command : commands) {
            String script = names + command.group(1);
            if (command.group(2) == null) {
                run(script);
            } else {
                // What a deal brings takes its time.
                await(command.group(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(run(script))
                        .matches(Pattern.compile(
                                Stream.of(command.group(2).strip().split("…"))
                                                .map(Pattern::quote)
                                                .reduce((one, next) -> one + ".*" + next)
                                                .orElseThrow()
                                        + ".*",
                                Pattern.DOTALL)));
            }
        }

        running.stop();
        start();
        assertThat(new ProductCalls(
                                port,
                                Files.readString(jar.folder().resolve("data/admin.password"))
                                        .strip())
                        .get("/routes")
                        .path("number")
                        .asLong())
                .as("the same, from the folder")
                .isEqualTo(2);
    }

    private RunningJar start() {
        return jar.start("--server.port=" + port).awaitPage("http://localhost:" + port + "/actuator/health/readiness");
    }

    private String run(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script.replace(":8080", ":" + port))
                .directory(jar.folder().toFile())
                .redirectErrorStream(true);
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }
}
