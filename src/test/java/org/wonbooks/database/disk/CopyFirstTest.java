package org.wonbooks.database.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.testing.TestDatabase;

/** An update is one of those before the tables were made at once: there was one for each change. */
class CopyFirstTest {

    private static final String BEFORE = "13";

    @TempDir
    Path folder;

    @Test
    void anOldDatabaseIsCopiedWholeBeforeItIsUpdated() throws IOException {
        String url = url("o'wonbooks");
        old(url);
        update(url);

        assertThat(files()).containsExactly("o'wonbooks-before-14.zip", "o'wonbooks.mv.db");
        assertThat(version(url)).isEqualTo("14");
        unzip(folder.resolve("o'wonbooks-before-14.zip"), folder.resolve("again.mv.db"));
        assertThat(version(url("again"))).isEqualTo(BEFORE);
        assertThat(deals(url("again"))).isEqualTo(1);
        update(url("again"));
        assertThat(version(url("again"))).isEqualTo("14");
    }

    @Test
    void anEarlierCopyIsNeverOverwritten() throws IOException {
        Files.writeString(folder.resolve("wonbooks-before-14.zip"), "the first");
        Files.writeString(folder.resolve("wonbooks-before-14-2.zip"), "the second");
        old(url("wonbooks"));
        update(url("wonbooks"));

        assertThat(folder.resolve("wonbooks-before-14.zip")).hasContent("the first");
        assertThat(folder.resolve("wonbooks-before-14-2.zip")).hasContent("the second");
        assertThat(folder.resolve("wonbooks-before-14-3.zip")).isNotEmptyFile();
    }

    @Test
    void neitherANewDatabaseIsCopiedNorOneThatIsUpToDate() throws IOException {
        Flyway flyway = Flyway.configure()
                .dataSource(url("wonbooks"), null, null)
                .callbacks(new CopyFirst())
                .load();
        flyway.migrate();
        flyway.migrate();
        assertThat(files()).containsExactly("wonbooks.mv.db");
    }

    @Test
    void oneInMemoryIsNotCopied() {
        String url = "jdbc:h2:nioMemFS:copyFirst;DB_CLOSE_DELAY=-1";
        old(url);
        update(url);
        assertThat(version(url)).isEqualTo("14");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void postgreSqlIsNotCopied() {
        String url = TestDatabase.POSTGRESQL.newUrl();
        old(url);
        update(url);
        assertThat(version(url)).isEqualTo("14");
    }

    @Test
    void nothingIsChangedWhereNoCopyCanBeMade() throws IOException {
        // Where the copy is to be written there is a folder already: nobody can write a file there, not even root.
        Files.createDirectories(folder.resolve("wonbooks-before-14.zip.part/in-the-way"));
        String url = url("wonbooks");
        old(url);

        assertThatThrownBy(() -> update(url)).cause().isInstanceOfSatisfying(CopyFirst.NotCopied.class, refusal -> {
            assertThat(refusal.getMessage().lines()).hasSize(1);
            assertThat(refusal)
                    .hasMessageContainingAll(
                            folder.resolve("wonbooks-before-14.zip").toString(), "Nothing was changed.");
        });
        assertThat(version(url)).isEqualTo(BEFORE);
        assertThat(deals(url)).isEqualTo(1);
        assertThat(folder.resolve("wonbooks-before-14.zip")).doesNotExist();
    }

    private String url(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0";
    }

    private static void old(String url) {
        flyway(url, BEFORE).migrate();
        JdbcClient jdbc = jdbc(url);
        jdbc.sql(
                        """
                        insert into connection (id, name, settings, kommo_subdomain, webhook_secret_digest, webhook_secret,
                                                created_at)
                        values (1, 'Acme', '{}', 'acme', 'd', 's', current_timestamp)
                        """)
                .update();
        jdbc.sql(
                        "insert into deal (connection_id, lead_id, cycle, state, created_at) values (1, 7, 1, 'WON', current_timestamp)")
                .update();
    }

    private static void update(String url) {
        flyway(url, "14", new CopyFirst()).migrate();
    }

    private static Flyway flyway(String url, String target, Callback... callbacks) {
        return Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:unsquashed")
                .target(target)
                .callbacks(callbacks)
                .load();
    }

    private static JdbcClient jdbc(String url) {
        return JdbcClient.create(new DriverManagerDataSource(url));
    }

    private static String version(String url) {
        return jdbc(url)
                .sql("select \"version\" from \"flyway_schema_history\" order by \"installed_rank\" desc limit 1")
                .query(String.class)
                .single();
    }

    private static long deals(String url) {
        return jdbc(url).sql("select count(*) from deal").query(Long.class).single();
    }

    private String[] files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".trace.db"))
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    private static void unzip(Path zip, Path file) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(entries.getNextEntry()).isNotNull();
            Files.copy(entries, file);
        }
    }
}
