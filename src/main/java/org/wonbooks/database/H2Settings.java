package org.wonbooks.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/** Tells H2 what it can't know by itself. PostgreSQL needs none of it. */
@Component
class H2Settings extends BaseCallback {

    /**
     * Texts of so many bytes stay within their rows: all but long lists of a company's books. By itself H2 keeps what
     * is longer than 256 bytes apart, in trees that all tables share: each text would cost their pages too in the
     * commit that brings it, and a way through them whenever it is read. Pages are no longer by it: they are parted at
     * a length, and at 48 rows.
     */
    private static final String TEXTS_IN_ROWS = "set max_length_inplace_lob 65536";

    /**
     * Few connections have many rows. As long as it has counted nothing, H2 takes half of a column's values to be
     * different, so that it would look for a row by its connection alone; and it keeps such a plan while the table
     * grows, until each look at one row reads all of a connection's.
     */
    private static final String FEW_CONNECTIONS = "alter table %s alter column connection_id selectivity 1";

    /**
     * H2 makes an index for the foreign key too, on the deal alone, where the rows of one deal are in the order of
     * their ids: this one would only be one tree more to write whenever something happens to a deal.
     */
    private static final String KNOWN_TWICE = "drop index if exists timeline_deal";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (context.getConnection().getMetaData().getDatabaseProductName().equals("H2")) {
                statement.execute(TEXTS_IN_ROWS);
                statement.execute(KNOWN_TWICE);
                for (String table : tables(statement)) {
                    statement.execute(FEW_CONNECTIONS.formatted(table));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("H2 can't be told how to keep its rows: " + e.getMessage(), e);
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select table_name from information_schema.columns where column_name = 'CONNECTION_ID'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
