package org.wonbooks.work;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes over from a dead predecessor at start, gives back what is not finished at stop. */
@Component
class WorkLifecycle implements SmartLifecycle {

    private final WorkClaims claims;
    private final DataSource dataSource;
    private volatile boolean running;

    WorkLifecycle(WorkClaims claims, DataSource dataSource) {
        this.claims = claims;
        this.dataSource = dataSource;
    }

    /** H2's file lock proves that whoever held a lease is dead. */
    @Override
    public void start() {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                claims.endAllLeases();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be reached", e);
        }
        running = true;
    }

    @Override
    public void stop() {
        claims.release();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before Camel does, and so stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
