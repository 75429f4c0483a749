package org.wonbooks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.testing.Whole;

/**
 * The parsers under Jazzer, a coverage-guided fuzzer. Seeds, and every input that was ever found, lie in
 * {@code src/test/resources/fuzz}, a folder for each {@link Target}, and are checked one by one each time.
 *
 * <p>As part of the build it looks for new ones for a short while. For longer, at all targets or at one:
 *
 * <pre>{@code
 * ./mvnw -B test -Dtest=FuzzTest -Dfuzz.seconds=1800
 * ./mvnw -B test -Dtest=FuzzTest -Dfuzz.seconds=600 -Dfuzz.target=DELIVERY
 * }</pre>
 *
 * Or until so many inputs have been tried, one target after another, each within that time:
 *
 * <pre>{@code
 * ./mvnw -B test -Dtest=FuzzTest -Dfuzz.runs=10000000 -Dfuzz.seconds=3600
 * }</pre>
 *
 * What it tried and kept is in {@code target/fuzz}, from where the next run goes on. A failure names the file with the
 * input: copy it to the seeds, mend the parser.
 */
class FuzzTest {

    private static final Path SEEDS = Path.of("src", "test", "resources", "fuzz");
    private static final Path CORPUS = Path.of("target", "fuzz", "corpus").toAbsolutePath();
    private static final Path FOUND = Path.of("target", "fuzz", "found").toAbsolutePath();
    private static final String SECONDS = System.getProperty("fuzz.seconds", "12");

    /** How many inputs for all targets together; -1: as many as there is time for. */
    private static final long RUNS = Long.getLong("fuzz.runs", -1);

    static List<Arguments> seeds() throws IOException {
        List<Arguments> seeds = new ArrayList<>();
        for (Target target : Target.values()) {
            try (Stream<Path> files = Files.list(SEEDS.resolve(target.name()))) {
                files.sorted().map(seed -> Arguments.of(target, seed)).forEach(seeds::add);
            }
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyKnownInputIsStood(Target target, Path seed) throws IOException {
        target.check(Files.readAllBytes(seed));
    }

    @Test
    @Whole
    void noNewInputIsFound(@TempDir Path folder) throws Exception {
        String only = System.getProperty(FuzzedParsers.ONLY);
        if (RUNS < 0) {
            search(folder, only, RUNS);
            return;
        }
        for (Target target : Target.values()) {
            if (only == null) {
                search(Files.createDirectory(folder.resolve(target.name())), target.name(), share(target));
            } else if (only.equals(target.name())) {
                search(folder, only, RUNS);
            }
        }
    }

    /** The check of a route file takes as long as many of the others. */
    private static long share(Target target) {
        long ofRoutes = RUNS / 100;
        return target == Target.ROUTES ? ofRoutes : (RUNS - ofRoutes) / (Target.values().length - 1) + 1;
    }

    /** @param only the target that all inputs are for; null: any */
    private static void search(Path folder, String only, long runs) throws Exception {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        for (Arguments known : seeds()) {
            Target target = (Target) known.get()[0];
            Path seed = (Path) known.get()[1];
            if (only == null || only.equals(target.name())) {
                byte[] input = FuzzedParsers.input(target, Files.readAllBytes(seed));
                Files.write(seeds.resolve(target + "-" + seed.getFileName()), input);
            }
        }
        Path output = folder.resolve("output.txt");
        Process jazzer = new ProcessBuilder(command(seeds, only, runs))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(Long.parseLong(SECONDS) + 240, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(output, UTF_8);
        assertThat(jazzer.exitValue())
                .as(() -> found(folder, only) + "\n" + said)
                .isZero();
        Matcher done = Pattern.compile("Done ([0-9]{2,}) runs.*").matcher(said);
        assertThat(done.find()).as(said).isTrue();
        System.out.println((only == null ? "All" : only) + ": " + done.group());
        assertThat(Long.parseLong(done.group(1))).as("runs within the time").isGreaterThanOrEqualTo(runs);
    }

    private static List<String> command(Path seeds, String only, long runs) throws IOException {
        Path corpus = only == null ? CORPUS : CORPUS.resolveSibling("corpus-" + only);
        Files.createDirectories(corpus);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dfile.encoding=UTF-8"));
        if (only != null) {
            command.add("-D" + FuzzedParsers.ONLY + "=" + only);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzedParsers.class.getName(),
                "--instrumentation_includes=org.wonbooks.**:com.fasterxml.jackson.core.**",
                "--custom_hook_includes=org.wonbooks.**:com.fasterxml.jackson.core.**",
                "--reproducer_path=" + CORPUS.getParent(),
                "-max_total_time=" + SECONDS,
                "-runs=" + runs,
                "-timeout=60",
                // What an input may cost is bounded by the heap; what the JVM takes beside it is no input's doing.
                "-rss_limit_mb=0",
                corpus.toString(),
                seeds.toString()));
        return command;
    }

    /** Takes what the fuzzer left to where it stays, and says where that is. */
    private static String found(Path folder, String only) {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder where = new StringBuilder();
            for (Path file : files.filter(name -> name.getFileName().toString().matches("(crash|timeout|oom)-.*"))
                    .toList()) {
                byte[] input = Files.readAllBytes(file);
                Path kept = Files.createDirectories(FOUND.resolve(
                                only == null ? FuzzedParsers.target(input).name() : only))
                        .resolve(file.getFileName());
                Files.write(kept, FuzzedParsers.rest(input));
                where.append("An input that is not stood: ").append(kept).append('\n');
            }
            return where.toString();
        } catch (IOException e) {
            return "What was found could not be kept: " + e;
        }
    }
}
