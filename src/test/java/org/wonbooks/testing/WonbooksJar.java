package org.wonbooks.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private final List<RunningJar> started = new ArrayList<>();
    private Path folder;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("wonbooks");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        started.forEach(RunningJar::kill);
        if (context.getExecutionException().isPresent()) {
            started.forEach(jar -> System.out.println(jar.output()));
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
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m", "-Dfile.encoding=UTF-8"));
        // Soon ready, rather than fast in the end.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        File output = folder.resolve("output-" + started.size() + ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|WONBOOKS|SERVER)_.*"));
        try {
            RunningJar jar = new RunningJar(builder.start(), output.toPath());
            started.add(jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
