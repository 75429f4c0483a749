package org.wonbooks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the packaged jar in JVMs of its own, in a folder that each test has for itself. After the test none of them is
 * left; if it failed, what they printed is shown.
 */
public final class WonbooksJar implements BeforeEachCallback, AfterEachCallback {

    /** The flows that are shipped. */
    public static final Path ROUTES = Path.of("routes").toAbsolutePath();

    private static final Path JAR = Path.of("target", "wonbooks.jar").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Of how many JVMs, the latest ones, a failure shows what they printed. */
    private static final int SHOWN = 8;

    private final Supplier<List<String>> command;
    private final List<RunningJar> started = new ArrayList<>();
    private Path folder;

    /** The jar as it is. */
    public WonbooksJar() {
        this(() -> List.of("-jar", JAR.toString()));
    }

    private WonbooksJar(Supplier<List<String>> command) {
        this.command = command;
    }

    /** For tests that start it often: the jar unpacked by its own tool, with its classes parsed once for all starts. */
    public static WonbooksJar unpacked() {
        return new WonbooksJar(Unpacked::command);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("wonbooks");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        started.forEach(RunningJar::kill);
        if (context.getExecutionException().isPresent()) {
            int first = Math.max(0, started.size() - SHOWN);
            started.subList(first, started.size()).forEach(jar -> System.out.println(jar.output()));
        }
        started.clear();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Where the JVMs run, and keep their data. */
    public Path folder() {
        return folder;
    }

    /** Starts one with these arguments, and waits for nothing. */
    public RunningJar start(List<String> arguments) {
        List<String> all = new ArrayList<>(command.get());
        all.addAll(arguments);
        RunningJar jar = run(folder, folder.resolve("output-" + started.size() + ".txt"), all);
        started.add(jar);
        return jar;
    }

    /** Starts one with these arguments, and waits for nothing. */
    public RunningJar start(String... arguments) {
        return start(List.of(arguments));
    }

    /** A port that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningJar run(Path folder, Path output, List<String> arguments) {
        // Soon ready, rather than fast in the end.
        List<String> command = new ArrayList<>(
                List.of(JAVA.toString(), "-Xmx256m", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|WONBOOKS|SERVER)_.*"));
        try {
            return new RunningJar(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made anew for each JVM that runs tests. A third of the usual start is left. */
    private static final class Unpacked {

        static final Path FOLDER = Path.of("target", "unpacked").toAbsolutePath();
        static final Path UNPACKED = FOLDER.resolve("wonbooks.jar");
        static final Path CLASSES = FOLDER.resolve("classes.jsa");

        static {
            try {
                FileSystemUtils.deleteRecursively(FOLDER);
                Files.createDirectories(FOLDER);
                Path output = FOLDER.resolve("output.txt");
                run(
                                FOLDER,
                                output,
                                List.of(
                                        "-Djarmode=tools",
                                        "-jar",
                                        JAR.toString(),
                                        "extract",
                                        "--force",
                                        "--destination",
                                        FOLDER.toString()))
                        .awaitExit();
                int port = freePort();
                run(
                                FOLDER,
                                output,
                                List.of(
                                        "-XX:ArchiveClassesAtExit=" + CLASSES,
                                        "-jar",
                                        UNPACKED.toString(),
                                        "--server.port=" + port,
                                        "--wonbooks.routes=" + ROUTES))
                        .awaitPage("http://localhost:" + port + "/actuator/health/readiness")
                        .stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static List<String> command() {
            return List.of("-XX:SharedArchiveFile=" + CLASSES, "-jar", UNPACKED.toString());
        }
    }
}
