package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** H2 on a disk without room: nothing that was acknowledged is lost, and nobody waits for a dead process. */
class FullDiskIT {

    private static final String USER = "operator";
    private static final String PASSWORD = "correct horse battery";

    /** What H2 can't write anew is closed at once; so the file may not become longer than that. */
    private static final int MEGABYTES = 8;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private final HttpClient sender = HttpClient.newHttpClient();

    private final List<String> arguments = List.of(
            "--server.port=" + port,
            "--wonbooks.admin.password=" + PASSWORD,
            "--wonbooks.routes=" + WonbooksJar.ROUTES,
            "--spring.datasource.username=" + USER,
            "--spring.datasource.password=" + PASSWORD);

    @Test
    void aFullDiskEndsTheProcessAndNothingThatWasAcknowledged() throws Exception {
        RunningJar full = jar.startWithFilesOfAtMost(MEGABYTES, arguments).awaitPage(health("readiness"));
        String door = door();
        int acknowledged = 0;
        while (taken(door)) {
            acknowledged++;
        }

        assertThat(full.awaitExit()).isEqualTo(74);
        // Other threads may still say something behind it.
        assertThat(full.output().lines()).anySatisfy(line -> assertThat(line)
                .contains("H2 has closed its database, as it could not be written (File too large)")
                .contains("start it again"));
        assertThat(acknowledged).isPositive();

        jar.start(arguments).awaitPage(health("readiness")).stop();
        assertThat(jdbc().sql("select count(*) from inbox where octet_length(body) > 100000")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(acknowledged);
    }

    @Test
    void whileThereIsRoomForWhatWasTakenNothingNewIs() throws Exception {
        RunningJar running = jar.start(arguments).awaitPage(health("readiness"));
        String door = door();
        assertThat(taken(door)).isTrue();
        running.stop();

        // More than any disk has.
        List<String> reserved = new ArrayList<>(arguments);
        reserved.add("--wonbooks.disk.reserve=1000000TB");
        running = jar.start(reserved).awaitPage(health("liveness"));
        HttpResponse<Void> answer = deliver(door);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(status(health("readiness"))).isEqualTo(503);
        assertThat(running.output()).containsOnlyOnce("less than wonbooks.disk.reserve");
    }

    @Test
    void nobodyElseReadsTheData() throws Exception {
        Path data = jar.folder().resolve("data");
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path old = Files.writeString(data.resolve("wonbooks-before-22.zip"), "a copy");
        jar.start(arguments).awaitPage(health("readiness"));

        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(old)).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("wonbooks.mv.db"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("encryption.key"))).isEqualTo("rw-------");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private String door() {
        return product.get("/connections").at("/items/0/kommoWebhookUrl").asText();
    }

    private boolean taken(String door) throws InterruptedException {
        try {
            return deliver(door).statusCode() == 200;
        } catch (IOException ended) {
            return false;
        }
    }

    private HttpResponse<Void> deliver(String door) throws IOException, InterruptedException {
        String form = "leads[status][0][id]=7&leads[status][0][status_id]=1&padding="
                .replace("[", "%5B")
                .replace("]", "%5D");
        return sender.send(
                HttpRequest.newBuilder(URI.create(door))
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString(form + "x".repeat(100_000)))
                        .build(),
                BodyHandlers.discarding());
    }

    private int status(String url) throws IOException, InterruptedException {
        return sender.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String health(String probe) {
        return "http://localhost:" + port + "/actuator/health/" + probe;
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(
                new DriverManagerDataSource("jdbc:h2:file:" + jar.folder().resolve("data/wonbooks"), USER, PASSWORD));
    }
}
