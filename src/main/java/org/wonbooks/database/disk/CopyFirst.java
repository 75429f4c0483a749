package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.wonbooks.logging.StartFault;

/**
 * Keeps a copy of an H2 file beside it before an update changes its tables: H2 can't take back a half of one, and the
 * version before reads no tables of the next. Whoever runs PostgreSQL makes backups.
 */
@Component
public class CopyFirst extends BaseCallback {

    private static final Logger LOG = LoggerFactory.getLogger(CopyFirst.class);

    private boolean looked;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE || event == Event.BEFORE_EACH_MIGRATE;
    }

    /** Before the first change: whether there is one, nobody knows earlier without a second look at all versions. */
    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_MIGRATE) {
            looked = false;
        } else if (!looked) {
            looked = true;
            MigrationInfo next = context.getMigrationInfo();
            DataSource database = context.getConfiguration().getDataSource();
            // A baseline makes a new database: there is nothing to be kept.
            Path file = next.getType().isBaseline() ? null : file(database);
            if (file != null) {
                copy(database, free(file + "-before-" + next.getVersion()));
            }
        }
    }

    /** H2's file, without its ending; null: there is none. */
    private static Path file(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return H2File.of(connection.getMetaData().getURL());
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be reached: " + e.getMessage(), e);
        }
    }

    private static void copy(DataSource database, Path copy) {
        try {
            // To the disk: the update, which comes next, is written there at once.
            H2Copy.write(database, copy);
        } catch (SQLException | IOException e) {
            throw new NotCopied(copy, e);
        }
        LOG.info("The database as it was before the update is kept in {}", copy);
    }

    /** An earlier copy is never overwritten: it may be the only good one. */
    private static Path free(String name) {
        Path copy = Path.of(name + ".zip");
        for (int i = 2; Files.exists(copy); i++) {
            copy = Path.of(name + "-" + i + ".zip");
        }
        return copy;
    }

    /** Thrown instead of an update that nobody could take back. */
    static final class NotCopied extends StartFault {

        NotCopied(Path copy, Exception cause) {
            super(
                    "Before it is updated, the database can't be copied to " + copy + ": " + words(cause)
                            + ". Nothing was changed.",
                    "Make room there, or give the right to write there, then start again.",
                    cause);
        }

        /** What the file system said. */
        private static String words(Exception cause) {
            String words = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
            return words == null ? cause.toString() : words.lines().findFirst().orElse("");
        }
    }
}
