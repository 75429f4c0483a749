package org.wonbooks.work.run;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseKind;

/**
 * Tells the other instances on the same PostgreSQL that more is due than this one has hands for, and hears it from
 * them, by {@code NOTIFY} and {@code LISTEN}. Whoever does not hear it finds it by its next look.
 */
@Component
class OtherInstances implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OtherInstances.class);

    private static final String CHANNEL = "wonbooks_work";

    /** Milliseconds without a word after which it is asked whether the connection still stands. */
    private static final int SILENCE = 30_000;

    /** Seconds, for an answer and between attempts. */
    private static final int PATIENCE = 5;

    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final boolean none;
    private final String name = UUID.randomUUID().toString();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Connection line;

    OtherInstances(
            @Qualifier("commonPool") HikariDataSource pool,
            JdbcClient jdbc,
            DatabaseKind database,
            ApplicationEventPublisher events) {
        this.pool = pool;
        this.jdbc = jdbc;
        this.events = events;
        none = database.oursAlone();
    }

    /**
     * More is due than there are hands here. In a transaction of its own: PostgreSQL commits those that notify one at a
     * time, so no webhook's and no run's may be among them.
     */
    void tell() {
        if (!none) {
            jdbc.sql("select pg_notify(?, ?)").params(CHANNEL, name).query().singleRow();
        }
    }

    /** From now on, {@link DueElsewhere} is published for what others tell. */
    @EventListener(ApplicationReadyEvent.class)
    void listen() {
        if (!none) {
            Thread listener = new Thread(this::keepListening, "other-instances");
            listener.setDaemon(true);
            listener.start();
        }
    }

    private void keepListening() {
        boolean known = false;
        while (!isStopped(0)) {
            try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), properties());
                    Statement statement = connection.createStatement()) {
                line = connection;
                statement.execute("listen " + CHANNEL);
                known = false;
                // What was told while nobody listened.
                events.publishEvent(new DueElsewhere());
                hear(connection);
            } catch (SQLException | RuntimeException e) {
                if (!known && !isStopped(0)) {
                    known = true;
                    LOG.warn("Other instances are not heard until the database is reached again: {}", e.getMessage());
                }
            }
            isStopped(PATIENCE);
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (!isStopped(0)) {
            PGNotification[] told = notified.getNotifications(SILENCE);
            if (told == null || told.length == 0) {
                if (!connection.isValid(PATIENCE)) {
                    throw new SQLException("The connection is broken");
                }
            } else if (!Arrays.stream(told).allMatch(each -> each.getParameter().equals(name))) {
                events.publishEvent(new DueElsewhere());
            }
        }
    }

    /** Those of the pool, whose connections it takes none of. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.setProperty("connectTimeout", String.valueOf(PATIENCE));
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        return properties;
    }

    private boolean isStopped(int seconds) {
        try {
            return stopped.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void destroy() throws SQLException {
        stopped.countDown();
        Connection open = line;
        if (open != null) {
            // It waits for a word: closing it would wait for that too.
            open.abort(Runnable::run);
        }
    }
}
