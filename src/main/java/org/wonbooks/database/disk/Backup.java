package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** Copies of the running H2 database, over JMX. */
@Component
@ManagedResource(objectName = Backup.NAME, description = "The database")
public class Backup {

    static final String NAME = "org.wonbooks:type=Database";

    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

    private final DataSource database;
    private final boolean isH2;

    Backup(DataSource database, DataSourceProperties properties) {
        this.database = database;
        isH2 = H2File.of(properties.determineUrl()) != null;
    }

    /** Says what was done; throws IllegalStateException with the reason where nothing was. */
    @ManagedOperation(description = "Copies the H2 database, as it is now, to a file that is not there yet")
    @ManagedOperationParameter(name = "file", description = "a zip file; its whole path")
    public String backUp(String file) {
        Path copy = Path.of(file);
        if (!isH2) {
            throw new IllegalStateException("Wonbooks runs on PostgreSQL here: make the copy by pg_dump");
        }
        if (!copy.isAbsolute() || Files.exists(copy)) {
            throw new IllegalStateException(copy + " is there already, or is no whole path: nothing is written over");
        }
        try {
            H2Copy.write(database, copy);
            String done = "The database is copied to " + copy + " (" + Files.size(copy) / 1024 + " kB)";
            LOG.info(done);
            return done;
        } catch (SQLException | IOException e) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            throw new IllegalStateException("The database can't be copied to " + copy + ": " + cause);
        }
    }
}
