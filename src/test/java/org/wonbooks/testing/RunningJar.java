package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM that runs the jar. */
public final class RunningJar {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path output;

    RunningJar(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Waits until a page answers 200; fails when the JVM ends before. */
    public RunningJar awaitPage(String url) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        await(url)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("The JVM ended", () -> !process.isAlive())
                .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
        return this;
    }

    /** Ends it as {@code kill -9} does, between any two instructions. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Asks it to end, as {@code kill} does, and waits until it has. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** Stops it from running, as a machine does that is too busy, until {@link #thaw()} or {@link #kill()}. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it run on from where it was. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it has ended; answers its exit code. */
    public int awaitExit() {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("The JVM did not end within " + PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By which the system knows it. */
    public long processId() {
        return process.pid();
    }

    /** The processor's time that it has used so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Megabytes of memory that it holds by the word of Linux; 0 elsewhere. */
    public long residentMegabytes() {
        return megabytes("VmRSS:");
    }

    /** The most that it has held since {@link #forgetMost}, or its start. */
    public long mostMegabytes() {
        return megabytes("VmHWM:");
    }

    /** What it holds now is the most from now on; does nothing where there is no Linux. */
    public void forgetMost() {
        try {
            Files.writeString(proc("clear_refs"), "5");
        } catch (IOException notLinux) {
            // Nor is anything known of its memory there.
        }
    }

    private long megabytes(String name) {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc/" + process.pid(), file);
    }

    /** What it has printed, errors too. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
