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

/**
 * Tells H2 that few connections have many rows. As long as it has counted nothing, it takes half of a column's values
 * to be different, so that it would look for a row by its connection alone; and it keeps such a plan while the table
 * grows, until each look at one row reads all of a connection's. PostgreSQL counts for itself.
 */
@Component
class H2Selectivity extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (context.getConnection().getMetaData().getDatabaseProductName().equals("H2")) {
                for (String table : tables(statement)) {
                    statement.execute("alter table " + table + " alter column connection_id selectivity 1");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("H2 can't be told how its rows are spread: " + e.getMessage(), e);
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
