package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/** {@code --backup FILE}, and what a person does with the file. */
class BackupIT {

    private static final String USER = "operator";
    private static final String PASSWORD = "correct horse battery";

    /** Deliveries that are acknowledged before the copy begins. */
    private static final int BEFORE = 200;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();
    private final String ready = "http://localhost:" + port + "/actuator/health/readiness";
    private final ProductCalls product = new ProductCalls(port, PASSWORD);
    private final HttpClient sender =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Test
    void whatWasAcknowledgedBeforeIsInTheCopy() throws Exception {
        RunningJar running = start("data").awaitPage(ready);
        URI door = URI.create(
                product.get("/connections").at("/items/0/kommoWebhookUrl").asText());
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<?>[] load = new CompletableFuture<?>[4];
        for (int i = 0; i < load.length; i++) {
            load[i] = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    if (deliver(door)) {
                        acknowledged.incrementAndGet();
                    }
                }
            });
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= BEFORE);

        int before = acknowledged.get();
        RunningJar backup = jar.start("--backup", "copy.zip");
        assertThat(backup.awaitExit()).as(backup.output()).isZero();
        int after = acknowledged.get();
        enough.set(true);
        CompletableFuture.allOf(load).join();

        Path copy = jar.folder().resolve("copy.zip");
        assertThat(backup.output()).contains("The database is copied to " + copy.toRealPath());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(after).as("acknowledged while it was copied").isGreaterThan(before);
        assertThat(jar.folder().resolve("data/jmx.address")).doesNotExist();

        running.stop();
        restore(copy, jar.folder().resolve("restored"));
        RunningJar restored = start("restored").awaitPage(ready);
        assertThat(product.get("/connections").at("/items/0/name").asText()).isEqualTo("Acme Studio");
        restored.stop();
        assertThat(JdbcClient.create(new DriverManagerDataSource(
                                "jdbc:h2:file:" + jar.folder().resolve("restored/wonbooks"), USER, PASSWORD))
                        .sql("select count(*) from inbox")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Path copy = Files.writeString(jar.folder().resolve("copy.zip"), "precious");
        RunningJar backup = jar.start("--backup", "copy.zip");

        assertThat(backup.awaitExit()).isEqualTo(1);
        assertThat(backup.output()).contains("is there already");
        assertThat(copy).hasContent("precious");
    }

    @Test
    void whereNoneRunsItSaysSo() throws IOException {
        Files.createDirectory(jar.folder().resolve("data"));
        RunningJar backup = jar.start("--backup", "copy.zip");

        assertThat(backup.awaitExit()).isEqualTo(1);
        assertThat(backup.output()).contains("No Wonbooks runs here with its data in");
        assertThat(jar.folder().resolve("data")).isEmptyDirectory();
    }

    @Test
    void postgreSqlHasItsOwn() {
        start(
                        "data",
                        "--spring.datasource.url=" + TestDatabase.POSTGRESQL.newUrl(),
                        "--spring.datasource.username=postgres")
                .awaitPage(ready);
        RunningJar backup = jar.start("--backup", "copy.zip");

        assertThat(backup.awaitExit()).isEqualTo(1);
        assertThat(backup.output().strip()).isEqualTo("Wonbooks runs on PostgreSQL here: make the copy by pg_dump");
    }

    /** As docs/operate.md says: a new folder with what is in the copy, and the key. */
    private void restore(Path copy, Path data) throws IOException {
        Files.createDirectory(data);
        Files.copy(jar.folder().resolve("data/encryption.key"), data.resolve("encryption.key"));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                Files.copy(zip, data.resolve(entry.getName()));
            }
        }
    }

    private boolean deliver(URI door) {
        HttpRequest hook = HttpRequest.newBuilder(door)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(
                        "leads%5Bstatus%5D%5B0%5D%5Bid%5D=7&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=1"))
                .build();
        try {
            return sender.send(hook, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningJar start(String data, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--wonbooks.data=./" + data,
                "--wonbooks.admin.password=" + PASSWORD,
                "--wonbooks.routes=" + WonbooksJar.ROUTES,
                "--spring.datasource.username=" + USER,
                "--spring.datasource.password=" + PASSWORD));
        all.addAll(List.of(more));
        return jar.start(all);
    }
}
