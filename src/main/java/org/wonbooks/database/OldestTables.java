package org.wonbooks.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;
import org.wonbooks.logging.StartFault;

/**
 * Refuses a database that has not yet all tables of {@code B22__wonbooks.sql}: the migrations that made them one by one
 * are gone, and Flyway would let it pass without.
 */
@Component
class OldestTables extends BaseCallback {

    /** The last of those migrations: it left the same tables. */
    private static final MigrationVersion OLDEST = MigrationVersion.fromVersion("21");

    /** One of the last that had them. */
    private static final String COMMIT = "166005ea";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            MigrationVersion present =
                    version(context.getConnection(), context.getConfiguration().getTable());
            if (present != null && !present.isAtLeast(OLDEST.getVersion())) {
                throw new TooOld(present);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The version of the tables can't be read: " + e.getMessage(), e);
        }
    }

    /** Null: there are no tables yet. */
    private static MigrationVersion version(Connection connection, String history) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select "version" from "%s" where "version" is not null and "success"
                         order by "installed_rank" desc limit 1
                        """
                                .formatted(history))) {
            return row.next() ? MigrationVersion.fromVersion(row.getString(1)) : null;
        }
    }

    /** Thrown before anything is changed. */
    static final class TooOld extends StartFault {

        TooOld(MigrationVersion version) {
            super(
                    "The tables of this database are of version " + version + ", and this Wonbooks knows none before "
                            + OLDEST + ". Nothing was changed.",
                    "Start the Wonbooks of commit " + COMMIT + " once, which brings them to version " + OLDEST
                            + "; then start this one.",
                    null);
        }
    }
}
