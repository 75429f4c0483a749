package org.wonbooks.database.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.logging.StartFault;

class H2PasswordTest {

    private static final String OLD = "A".repeat(43) + "=";
    private static final String NEW = "B".repeat(42) + "A=";

    @TempDir
    Path folder;

    @Test
    void aNewDatabaseOpensByItsOwnPasswordAlone() throws Exception {
        String password = open(OLD, null);

        assertOpensBy(password);
        assertThat(open(OLD, null)).isEqualTo(password);
        assertThat(kept()).content().doesNotContain(password);
    }

    @Test
    void oneThatHadNoneGetsOne() throws Exception {
        DriverManager.getConnection(url()).close();
        assertOpensBy(open(OLD, null));
        assertThat(folder.resolve("wonbooks-before-password.zip")).isNotEmptyFile();
        // As after a copy from before was put back.
        Files.delete(folder.resolve("wonbooks.mv.db"));
        DriverManager.getConnection(url()).close();
        assertOpensBy(open(OLD, null));
    }

    /** Or whoever drops the old key would lose the database with it. */
    @Test
    void theNewestKeySealsItAnew() throws Exception {
        String password = open(OLD, null);
        assertThat(open(NEW + "," + OLD, null)).isEqualTo(password);
        assertThat(open(NEW, null)).isEqualTo(password);
    }

    @Test
    void anOperatorsPasswordTakesItsPlace() throws Exception {
        open(OLD, null);
        open(OLD, "it's mine");
        assertOpensBy("it's mine");
    }

    @Test
    void withoutItsPasswordItIsLeftAsItIs() throws Exception {
        String password = open(OLD, null);
        Files.delete(kept());

        assertThatThrownBy(() -> open(OLD, null)).isInstanceOf(H2Password.NotOpened.class);
        assertThat(kept()).doesNotExist();
        assertOpensBy(password);
    }

    @Test
    void whatAnotherKeySealedOrAPowerCutLeftIsASentence() throws Exception {
        open(OLD, null);
        assertThatThrownBy(() -> open(NEW, null)).isInstanceOf(StartFault.class);

        Files.writeString(kept(), "");
        assertThatThrownBy(() -> open(OLD, null))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("wonbooks.password");
    }

    @Test
    void whatAnOperatorGivesOpensItWhateverIsKept() throws Exception {
        open(OLD, "it's mine");
        Files.writeString(kept(), "nonsense");
        assertThat(open(NEW, "it's mine")).isEqualTo("it's mine");
    }

    @Test
    void whatHasAPasswordOrNoFileIsLeftAlone() {
        assertThat(H2Password.of("jdbc:h2:mem:x", encryption(OLD))).isNull();
        assertThat(H2Password.of("jdbc:postgresql://localhost/x", encryption(OLD)))
                .isNull();
        assertThat(H2Password.of(url() + ";USER=me;PASSWORD=mine", encryption(OLD)))
                .isNull();
    }

    private String open(String keys, String given) throws SQLException {
        try (H2Password.Opened opened = H2Password.of(url(), encryption(keys)).open(given, new Properties())) {
            return opened.password();
        }
    }

    private void assertOpensBy(String password) throws SQLException {
        try (Connection open = DriverManager.getConnection(url(), "", password)) {
            assertThat(open.isValid(0)).isTrue();
        }
        for (String wrong : new String[] {"", "guess"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(url(), "", wrong))
                    .hasMessageContaining("Wrong user");
        }
    }

    private Path kept() throws IOException {
        return folder.toRealPath().resolve("wonbooks.password");
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("wonbooks");
    }

    private static Encryption encryption(String keys) {
        return new Encryption(new WonbooksSettings("http://localhost", keys, Path.of("routes"), null));
    }
}
