package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A copy of an H2 database that is open, made by H2 itself: all that was committed before it began is in it. Its
 * password goes along, as it is kept: without it the copy could not be opened.
 */
final class H2Copy {

    private H2Copy() {}

    /** Writes it to a file that is not there yet, whole and to the disk, or not at all. */
    static void write(DataSource database, Path copy) throws SQLException, IOException {
        Path begun = Path.of(copy + ".part");
        try {
            Files.deleteIfExists(begun);
            PrivateFiles.write(begun, "");
            backup(database, begun);
            addPassword(database, begun);
            PrivateFiles.close(begun);
            try (FileChannel written = FileChannel.open(begun, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(begun, copy);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    private static void addPassword(DataSource database, Path copy) throws SQLException, IOException {
        Path file;
        try (Connection connection = database.getConnection()) {
            file = H2File.of(connection.getMetaData().getURL());
        }
        Path password = Path.of(file + ".password");
        if (file != null && Files.exists(password)) {
            try (FileSystem zip = FileSystems.newFileSystem(copy)) {
                Files.copy(password, zip.getPath(password.getFileName().toString()));
            }
        }
    }

    private static void backup(DataSource database, Path copy) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // H2 keeps it with the connection. A copy takes as long as the database is large.
            int seconds = statement.getQueryTimeout();
            statement.setQueryTimeout(0);
            try {
                statement.execute("backup to '" + copy.toString().replace("'", "''") + "'");
            } finally {
                statement.setQueryTimeout(seconds);
            }
        }
    }
}
