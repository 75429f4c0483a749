package org.wonbooks.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Which database this is, where that makes a difference. */
@Component
public class DatabaseKind {

    private final DataSource dataSource;
    private volatile Boolean oursAlone;

    public DatabaseKind(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Is it ours alone? H2's file lock proves that whoever held a lease before this process is dead; on PostgreSQL
     * another instance may well be alive.
     */
    public boolean oursAlone() {
        Boolean known = oursAlone;
        if (known == null) {
            known = isH2();
            oursAlone = known;
        }
        return known;
    }

    private boolean isH2() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be reached: " + e.getMessage(), e);
        }
    }
}
