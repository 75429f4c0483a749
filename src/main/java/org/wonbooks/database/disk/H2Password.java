package org.wonbooks.database.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.wonbooks.encryption.Digest;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.logging.StartFault;

/**
 * The password of an H2 file for which nobody has given one: made once, and kept beside the file, encrypted as all
 * other secrets are. A file that has none yet gets it when it is opened.
 */
public final class H2Password {

    private static final String PLACE = "database/password";

    private final Encryption encryption;
    private final String url;
    private final Path database;
    private final Path kept;

    private H2Password(Encryption encryption, String url, Path database) {
        this.encryption = encryption;
        this.url = url;
        this.database = database;
        kept = Path.of(database + ".password");
    }

    /** Null: the database is no file of H2's, or its address names who opens it. */
    public static H2Password of(String url, Encryption encryption) {
        String upper = url.toUpperCase(Locale.ROOT);
        Path database = upper.contains(";USER=") || upper.contains(";PASSWORD=") ? null : H2File.of(url);
        return database == null ? null : new H2Password(encryption, url, database);
    }

    /** The database open, by a password that it has from now on. */
    public record Opened(Connection connection, String password) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            connection.close();
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Opened";
        }
    }

    /**
     * Opens the database, and leaves it open: to open it twice would take twice as long.
     *
     * @param given the operator's password; null: there is none
     * @param properties of each connection
     * @throws NotOpened it has another password
     */
    public Opened open(String given, Properties properties) {
        try {
            boolean isNew = Files.notExists(Path.of(database + ".mv.db"));
            String own = kept();
            if (isNew) {
                return new Opened(
                        open(properties, given == null ? ownOrNew(own) : given), given == null ? kept() : given);
            }
            String wanted = given == null ? own : given;
            Connection open = wanted == null ? null : openIfFits(properties, wanted);
            if (open == null) {
                open = openByAnother(properties, own);
                wanted = given == null ? ownOrNew(own) : given;
                change(open, wanted);
            }
            return new Opened(open, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("The password of the database can't be kept in " + kept, e);
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be opened: " + e.getMessage(), e);
        }
    }

    /** A file from before there were passwords, or one whose password somebody has set otherwise since. */
    private Connection openByAnother(Properties properties, String own) throws SQLException {
        Connection open = openIfFits(properties, "");
        if (open == null && own != null) {
            open = openIfFits(properties, own);
        }
        if (open == null) {
            throw new NotOpened(database, kept);
        }
        return open;
    }

    /** Null: another one is needed. */
    private Connection openIfFits(Properties properties, String password) throws SQLException {
        try {
            return open(properties, password);
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.WRONG_USER_OR_PASSWORD) {
                return null;
            }
            throw e;
        }
    }

    private Connection open(Properties properties, String password) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("password", password);
        return DriverManager.getConnection(url, all);
    }

    /** H2's one user has no name, as nobody has given one. */
    private static void change(Connection open, String password) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("alter user \"\" set password '" + password.replace("'", "''") + "'");
        }
    }

    /** Null: there is none yet. What an older key has encrypted is encrypted anew: that key may be dropped soon. */
    private String kept() throws IOException {
        if (Files.notExists(kept)) {
            return null;
        }
        String sealed = Files.readString(kept).strip();
        String password = encryption.decrypt(sealed, PLACE);
        if (!encryption.keyOf(sealed).equals(encryption.newestKey())) {
            keep(password);
        }
        return password;
    }

    /** Written down before the database has it: without it nobody could open that any more. */
    private String ownOrNew(String own) throws IOException {
        if (own != null) {
            return own;
        }
        String made = Digest.newSecret();
        keep(made);
        return made;
    }

    private void keep(String password) throws IOException {
        Path written = Path.of(kept + ".part");
        Files.deleteIfExists(written);
        PrivateFiles.write(written, encryption.encrypt(password, PLACE));
        Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Thrown before anything is changed. */
    static final class NotOpened extends StartFault {

        NotOpened(Path database, Path kept) {
            super(
                    "The H2 database " + database + " has another password than " + kept
                            + " says. Nothing was changed.",
                    "Put the file back that was beside the database, as it is in each copy; or set"
                            + " spring.datasource.password to the one that it has.",
                    null);
        }
    }
}
