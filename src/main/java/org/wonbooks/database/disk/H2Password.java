package org.wonbooks.database.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
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
            String wanted = given == null ? kept() : given;
            if (isNew) {
                wanted = wanted == null ? made() : wanted;
                return new Opened(open(properties, wanted), wanted);
            }
            Connection open = wanted == null ? null : openIfFits(properties, wanted);
            if (open == null) {
                open = openByAnother(properties);
                wanted = wanted == null ? made() : wanted;
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
    private Connection openByAnother(Properties properties) throws SQLException, IOException {
        Connection open = openIfFits(properties, "");
        if (open != null) {
            keepWithout(open);
            return open;
        }
        String own = kept();
        if (own != null) {
            open = openIfFits(properties, own);
        }
        if (open == null) {
            throw new NotOpened(database, kept);
        }
        return open;
    }

    /** As it was: the version before knows of no password, and could not open a later copy. */
    private void keepWithout(Connection open) throws SQLException, IOException {
        Path copy = Path.of(database + "-before-password.zip");
        if (Files.notExists(copy)) {
            H2Copy.write(new SingleConnectionDataSource(open, true), copy);
        }
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
        // No part of the statement, which a fault of H2's would show.
        try (PreparedStatement statement = open.prepareStatement("alter user \"\" set password ?")) {
            statement.setString(1, password);
            statement.execute();
        }
    }

    /** Null: there is none yet. What an older key has encrypted is encrypted anew: that key may be dropped soon. */
    private String kept() throws IOException {
        if (Files.notExists(kept)) {
            return null;
        }
        String sealed = Files.readString(kept).strip();
        String password = decrypted(sealed);
        if (!encryption.keyOf(sealed).equals(encryption.newestKey())) {
            keep(password);
        }
        return password;
    }

    private String decrypted(String sealed) {
        try {
            return encryption.decrypt(sealed, PLACE);
        } catch (IllegalStateException e) {
            throw new StartFault(
                    kept + ", the password of the H2 database, can't be read with wonbooks.encryption-key. Nothing was"
                            + " changed.",
                    "Give the key that it was written with, behind the newest where that is another one. If the file is"
                            + " damaged, put back the one of a copy.",
                    e);
        }
    }

    /** Written down before the database has it: without it nobody could open that any more. */
    private String made() throws IOException {
        String made = Digest.newSecret();
        keep(made);
        return made;
    }

    private void keep(String password) throws IOException {
        PrivateFiles.replace(kept, encryption.encrypt(password, PLACE));
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
