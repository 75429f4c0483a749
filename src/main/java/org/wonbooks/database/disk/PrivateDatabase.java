package org.wonbooks.database.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/** Closes to others the file that H2 has just made: it makes it as the process makes any. */
@Component
class PrivateDatabase extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            Path file = H2File.of(context.getConnection().getMetaData().getURL());
            Path made = file == null ? null : Path.of(file + ".mv.db");
            if (made != null && Files.exists(made)) {
                PrivateFiles.close(made);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be reached: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
