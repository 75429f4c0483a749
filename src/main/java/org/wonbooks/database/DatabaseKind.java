package org.wonbooks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Which database this is, where that makes a difference. */
@Component
public class DatabaseKind {

    private final DataSource dataSource;
    private final Supplier<Boolean> oursAlone = SingletonSupplier.of(this::isH2);

    public DatabaseKind(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Is it ours alone? H2's file lock proves that whoever held a lease before this process is dead; on PostgreSQL
     * another instance may well be alive.
     */
    public boolean oursAlone() {
        return oursAlone.get();
    }

    private boolean isH2() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be reached: " + e.getMessage(), e);
        }
    }
}
