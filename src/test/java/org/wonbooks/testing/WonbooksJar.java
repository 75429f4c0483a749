package org.wonbooks.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final String JAVA_HOME = System.getProperty("java.home");

    /** Soon ready, rather than fast in the end. */
    private static final String JAVA_OPTIONS = "-Xmx256m -Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1";

    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 20_000;

    /** Where a JVM of tests begins is its own: several of them test at once. */
    private static final AtomicInteger PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 211 % PORTS));

    /** Of how many JVMs, the latest ones, a failure shows what they printed. */
    private static final int SHOWN = 8;

    private final List<String> command;
    private final String options;
    private final List<RunningJar> started = new ArrayList<>();
    private Path folder;

    /** As {@code bin/wonbooks} starts it. */
    public WonbooksJar() {
        this(JAVA_OPTIONS, true);
    }

    private WonbooksJar(String options, boolean archived) {
        this.options = options;
        command = new ArrayList<>();
        if (archived) {
            command.add(absolute("bin/wonbooks"));
        } else {
            command.add(JAVA_HOME + "/bin/java");
            command.addAll(List.of(options.split(" ")));
            command.addAll(List.of("-jar", absolute("target/wonbooks.jar")));
        }
    }

    /** As {@code java -jar} starts it. */
    public static WonbooksJar asItIs() {
        return new WonbooksJar(JAVA_OPTIONS, false);
    }

    /** As its users start it, with all that the JVM takes by itself; either way. */
    public static WonbooksJar asUsersDo(boolean archived) {
        return new WonbooksJar("-Dfile.encoding=UTF-8", archived);
    }

    /** As its users start it by {@code bin/wonbooks}, with more that the JVM is told. */
    public static WonbooksJar told(String options) {
        return new WonbooksJar("-Dfile.encoding=UTF-8 " + options, true);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
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
        return start(command, arguments);
    }

    /** Starts the one that was built in another checkout, by its {@code bin/wonbooks}. */
    public RunningJar startIn(Path checkout, List<String> arguments) {
        return start(List.of(checkout.toAbsolutePath() + "/bin/wonbooks"), arguments);
    }

    /** Starts one that can write no file longer than that, as if the disk were full then. */
    public RunningJar startWithFilesOfAtMost(int megabytes, List<String> arguments) {
        // The unit is 512 bytes by POSIX; a shell that counts by 1024 has twice as much room.
        List<String> limited =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + megabytes * 2048 + " && exec \"$0\" \"$@\""));
        limited.addAll(command);
        return start(limited, arguments);
    }

    /**
     * Starts what was unpacked by a class of the tests, which is all of them that it sees. It runs without the classes
     * that were read beforehand.
     */
    public RunningJar startBy(Class<?> main, List<String> arguments) {
        try {
            Path classes = folder.resolve("classes");
            Path names = Path.of(main.getName().replace('.', '/')).getParent();
            Files.createDirectories(classes.resolve(names));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    Path.of("target/test-classes").resolve(names), main.getSimpleName() + "{,$*}.class")) {
                for (Path file : files) {
                    Files.copy(file, classes.resolve(names).resolve(file.getFileName()), REPLACE_EXISTING);
                }
            }
            String path = classes + File.pathSeparator + absolute("target/wonbooks/wonbooks.jar");
            List<String> java = new ArrayList<>(List.of(JAVA_HOME + "/bin/java", "-cp", path));
            java.addAll(List.of(options.split(" ")));
            java.add(main.getName());
            return start(java, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningJar start(List<String> command, List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        RunningJar jar = run(all, folder.resolve("output-" + started.size() + ".txt"));
        started.add(jar);
        return jar;
    }

    /** Starts one with these arguments, and waits for nothing. */
    public RunningJar start(String... arguments) {
        return start(List.of(arguments));
    }

    /**
     * A port that nobody listens on now; below those that the system gives to callers, and another one each time, so
     * that nobody takes it before it is used.
     */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }

    private RunningJar run(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|WONBOOKS|SERVER)_.*"));
        builder.environment().putAll(Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS", options));
        try {
            return new RunningJar(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
