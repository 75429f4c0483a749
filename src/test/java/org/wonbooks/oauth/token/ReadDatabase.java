package org.wonbooks.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.ProcessManagement;
import org.wonbooks.testing.TestDatabase;

/** The database of a Wonbooks that runs, to whoever can read all of it: H2's by the product's own copy. */
final class ReadDatabase {

    private final Path folder;
    private final Encryption encryption;
    private final String url;
    private final boolean h2;
    private final Map<String, String> secrets = new TreeMap<>();
    private JdbcClient latest;
    private int copies;

    /** @param folder where Wonbooks runs */
    ReadDatabase(TestDatabase kind, Path folder, Encryption encryption) {
        this.folder = folder;
        this.encryption = encryption;
        h2 = kind == TestDatabase.H2;
        url = h2 ? "jdbc:h2:file:./data/wonbooks;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE" : kind.newUrl();
    }

    String url() {
        return url;
    }

    /** What is encrypted in it now, and what it is opened by. */
    Map<String, String> secrets(ProcessManagement management) throws Exception {
        look(management);
        new SealedSecrets(latest)
                .all().stream()
                        .filter(secret -> secret.place().startsWith("token/"))
                        .forEach(secret ->
                                secrets.put(secret.place(), encryption.decrypt(secret.value(), secret.place())));
        return secrets;
    }

    private void look(ProcessManagement management) throws Exception {
        if (!h2) {
            latest = JdbcClient.create(new DriverManagerDataSource(url));
            return;
        }
        Path copy = folder.resolve("copy-" + ++copies);
        management.call("org.wonbooks:type=Database", "backUp", copy + ".zip");
        Files.createDirectory(copy);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(copy + ".zip")))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                Files.copy(zip, copy.resolve(entry.getName()));
            }
        }
        String password = encryption.decrypt(
                Files.readString(copy.resolve("wonbooks.password")).strip(), "database/password");
        secrets.put("database's password", password);
        latest = JdbcClient.create(
                new DriverManagerDataSource("jdbc:h2:file:" + copy.resolve("wonbooks"), "", password));
    }

    /** All rows of all tables; bytes as hexadecimal digits in small letters. Of H2 its files too, byte by byte. */
    String text(ProcessManagement management) throws Exception {
        look(management);
        StringBuilder text = new StringBuilder();
        if (h2) {
            List<String> script = latest.sql("script").query(String.class).list();
            assertThat(script).anyMatch(line -> line.contains("INSERT INTO \"PUBLIC\".\"INBOX\""));
            script.forEach(line -> text.append(line)
                    .append('\n')
                    .append(line.toLowerCase(Locale.ROOT))
                    .append('\n'));
            return text.append(files()).toString();
        }
        List<String> tables = latest.sql(
                        "select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list();
        assertThat(tables).contains("inbox", "token", "timeline", "oauth_state");
        tables.forEach(table -> latest.sql("select cast(t as text) from \"" + table + "\" t")
                .query(String.class)
                .list()
                .forEach(row -> text.append(table).append(' ').append(row).append('\n')));
        return text.toString();
    }

    private String files() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
