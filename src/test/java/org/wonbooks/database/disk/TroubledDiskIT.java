package org.wonbooks.database.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.database.disk.TroubledDisk.Trouble;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/**
 * H2 on a disk that fails it: nothing that was acknowledged is lost, each webhook is answered, and the service is back
 * by itself, or the process gone with its sentence.
 */
class TroubledDiskIT {

    private static final String USER = "operator";
    private static final String PASSWORD = "correct horse battery";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Kommo waits for an answer for so long. */
    private static final Duration SENDERS_PATIENCE = Duration.ofSeconds(2);

    private static final int HOOKS = 20;
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private final HttpClient sender = HttpClient.newHttpClient();
    private final List<String> acknowledged = new ArrayList<>();
    private boolean mounted;
    private String door;

    @AfterEach
    void unmount() {
        if (mounted) {
            run("umount", "--lazy", data().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "READ_ONLY"})
    void aWriteThatFailsEndsTheProcessAndNothingThatWasAcknowledged(Trouble trouble) throws Exception {
        RunningJar running = startOnTroubledDisk();
        send(HOOKS);
        assertThat(acknowledged).hasSize(HOOKS);

        begin(trouble);
        await().atMost(PATIENCE).until(() -> send("met") != 200);

        assertThat(running.awaitExit()).isEqualTo(74);
        assertThat(lastLine(running))
                .contains("H2 has closed its database, as it could not be written (" + trouble.fault() + ")")
                .contains("start it again");

        running = jar.startBy(TroubledDisk.class, onTroubledDisk());
        assertThat(running.awaitExit()).isEqualTo(1);
        assertThat(running.output())
                .contains("The file of the H2 database can't be made, read or written: " + trouble.fault());

        end();
        running = startOnTroubledDisk();
        send(1);
        assertThat(acknowledged).hasSize(HOOKS + 1);
        running.stop();
        assertThat(stored()).containsAll(acknowledged);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW", "VERY_SLOW"})
    void onASlowDiskEachIsAnsweredInTimeAndItGoesOn(Trouble trouble) throws Exception {
        RunningJar running = startOnTroubledDisk();
        send(1);

        begin(trouble);
        List<Integer> answers = send(HOOKS);
        assertThat(answers).isSubsetOf(200, 503);
        if (trouble == Trouble.VERY_SLOW) {
            assertThat(answers).contains(503);
        }
        assertThat(status("liveness")).isEqualTo(200);
        assertThat(status("readiness")).isIn(200, 503);
        end();

        await().atMost(PATIENCE).until(() -> send("after") == 200);
        await().atMost(PATIENCE).until(() -> status("readiness") == 200);
        assertThat(running.stop()).isEqualTo(143);
        assertThat(running.output()).doesNotContain("Wonbooks ends");
        assertThat(stored()).containsAll(acknowledged);
    }

    /** Whoever may not mount one has the disk above. */
    @Test
    void onADiskThatRunsFullItWaitsForRoomAndEndsWhereThereIsNone() throws Exception {
        Files.createDirectory(data());
        mounted = run("mount", "-t", "tmpfs", "-o", "size=96m", "none", data().toString()) == 0;
        assumeThat(mounted)
                .as("a file system of its own: needs the right to mount one")
                .isTrue();
        RunningJar running = start("");
        send(HOOKS);

        fillAllBut(32 * MEGABYTE);
        await("less room than wonbooks.disk.reserve").atMost(PATIENCE).until(() -> send("reserve") == 503);
        await().atMost(PATIENCE).until(() -> status("readiness") == 503);
        assertThat(status("liveness")).isEqualTo(200);
        Files.delete(ballast());
        await("room again").atMost(PATIENCE).until(() -> send("room") == 200);
        await().atMost(PATIENCE).until(() -> status("readiness") == 200);
        running.stop();

        running = start("--wonbooks.disk.reserve=0");
        fillAllBut(0);
        await("no room").atMost(PATIENCE).until(() -> send("x".repeat(MEGABYTE / 2)) != 200);
        assertThat(running.awaitExit()).isEqualTo(74);
        assertThat(lastLine(running)).contains("(No space left on device)");

        Files.delete(ballast());
        running = start("");
        send(1);
        running.stop();
        assertThat(stored()).containsAll(acknowledged);
    }

    private RunningJar startOnTroubledDisk() {
        return ready(jar.startBy(TroubledDisk.class, onTroubledDisk()));
    }

    private List<String> onTroubledDisk() {
        List<String> arguments = arguments();
        arguments.add("--spring.datasource.url=jdbc:h2:troubled:./data/wonbooks;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        return arguments;
    }

    private RunningJar start(String more) {
        List<String> arguments = arguments();
        arguments.add(more);
        return ready(jar.start(arguments));
    }

    private List<String> arguments() {
        return new ArrayList<>(List.of(
                "--server.port=" + port,
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--spring.datasource.username=" + USER,
                "--spring.datasource.password=" + PASSWORD));
    }

    private RunningJar ready(RunningJar running) {
        running.awaitPage(health("readiness"));
        door = product.get("/connections").at("/items/0/kommoWebhookUrl").asText();
        return running;
    }

    private void begin(Trouble trouble) throws IOException {
        // At once, as it is read at each write.
        Path named = Files.writeString(jar.folder().resolve("named"), trouble.name());
        Files.move(named, jar.folder().resolve(TroubledDisk.TROUBLE));
    }

    private void end() throws IOException {
        Files.delete(jar.folder().resolve(TroubledDisk.TROUBLE));
    }

    private Path data() {
        return jar.folder().resolve("data");
    }

    private Path ballast() {
        return data().resolve("ballast");
    }

    private void fillAllBut(int bytes) throws IOException {
        try (var out = Files.newOutputStream(ballast())) {
            while (Files.getFileStore(data()).getUsableSpace() > bytes) {
                out.write(new byte[4096]);
            }
        }
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException notThere) {
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> send(int hooks) {
        return IntStream.range(0, hooks).mapToObj(i -> send("")).toList();
    }

    /** One of its own; 0: the process is gone. Fails where no answer comes. */
    private int send(String padding) {
        String mark = "mark-" + System.nanoTime() + "-";
        HttpRequest hook = HttpRequest.newBuilder(URI.create(door))
                .timeout(SENDERS_PATIENCE.multipliedBy(5))
                .POST(BodyPublishers.ofString(
                        "leads%5Bstatus%5D%5B0%5D%5Bid%5D=7&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=1" + "&mark=" + mark
                                + "&padding=" + padding))
                .build();
        int status = status(hook);
        if (status == 200) {
            acknowledged.add(mark);
        }
        return status;
    }

    private int status(String probe) {
        return status(HttpRequest.newBuilder(URI.create(health(probe)))
                .timeout(SENDERS_PATIENCE.multipliedBy(5))
                .build());
    }

    private int status(HttpRequest request) {
        try {
            return sender.send(request, BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException e) {
            throw new AssertionError("No answer", e);
        } catch (IOException ended) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A webhook that could not be stored may be told of at the same moment. */
    private static String lastLine(RunningJar ended) {
        return ended.output()
                .strip()
                .lines()
                .filter(line -> !line.contains("IntakeRoutes") && !line.contains("WorkOutcomes"))
                .reduce((before, last) -> last)
                .orElse("");
    }

    private String health(String probe) {
        return "http://localhost:" + port + "/actuator/health/" + probe;
    }

    /** The marks of all deliveries in the file, as another process reads it. */
    private List<String> stored() {
        return JdbcClient.create(
                        new DriverManagerDataSource("jdbc:h2:file:" + data().resolve("wonbooks"), USER, PASSWORD))
                .sql("select body from inbox")
                .query((row, at) ->
                        new String(row.getBytes(1), StandardCharsets.UTF_8).replaceAll("(?s).*&mark=|&.*", ""))
                .list();
    }
}
