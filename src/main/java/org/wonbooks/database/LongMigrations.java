package org.wonbooks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/** A change of large tables takes as long as it takes: the time-outs of the common pool are not meant for it. */
@Component
class LongMigrations extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    /** After a migration that fails there is no start: nobody uses its connection. */
    @Override
    public void handle(Event event, Context context) {
        boolean before = event == Event.BEFORE_EACH_MIGRATE;
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            int most = before ? 0 : DatabasePools.LONG_STATEMENT;
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                statement.execute("set query_timeout " + most);
            } else {
                statement.execute("set statement_timeout = " + most);
                if (before) {
                    // The pool sets it again when it gets the connection back.
                    connection.setNetworkTimeout(Runnable::run, 0);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The time-outs of the database can't be set: " + e.getMessage(), e);
        }
    }
}
