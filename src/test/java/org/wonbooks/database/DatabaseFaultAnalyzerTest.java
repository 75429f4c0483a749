package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.testing.WonbooksJar;

/** What the drivers themselves say of a database that can't be had becomes a sentence, and what is to be done. */
class DatabaseFaultAnalyzerTest {

    @TempDir
    Path folder;

    @Test
    void aServerThatIsNotThere() {
        said("jdbc:postgresql://localhost:" + WonbooksJar.freePort() + "/wonbooks", "The database can't be reached");
    }

    @Test
    void aFolderThatCanNotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        said("jdbc:h2:file:" + file.resolve("wonbooks"), "The file of the H2 database can't be made");
    }

    @Test
    void aPathThatBeginsWithAName() {
        said("jdbc:h2:file:data/wonbooks", "H2 takes no path that begins with a name");
    }

    @Test
    void aFileOfAnotherPassword() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("wonbooks");
        DriverManager.getConnection(url + ";USER=sa;PASSWORD=one").close();

        said(url + ";USER=sa;PASSWORD=two", "The database refuses user or password");
    }

    @Test
    @Whole
    void aUserThatIsNotThere() {
        String url = TestDatabase.POSTGRESQL.newUrl();

        said(url.replaceFirst("user=[^&]*", "user=nobody"), "The database refuses user or password");
    }

    @Test
    @Whole
    void aDatabaseThatIsNotThere() {
        String url = TestDatabase.POSTGRESQL.newUrl();

        said(url.replaceFirst("/test\\d+", "/nothing"), "There is no such database");
    }

    @Test
    void whatIsNoFaultOfTheSettingsKeepsItsStackTrace() {
        assertThat(new DatabaseFaultAnalyzer().analyze(new IllegalStateException(new SQLException("?", "42P01"))))
                .isNull();
        assertThat(new DatabaseFaultAnalyzer().analyze(new IllegalStateException()))
                .isNull();
    }

    private static void said(String url, String description) {
        SQLException fault = catchThrowableOfType(
                SQLException.class, () -> DriverManager.getConnection(url).close());
        FailureAnalysis said =
                new DatabaseFaultAnalyzer().analyze(new IllegalStateException(new SQLException("pool", fault)));
        assertThat(said.getDescription()).startsWith(description).hasLineCount(1);
        assertThat(said.getAction()).isNotBlank();
    }
}
