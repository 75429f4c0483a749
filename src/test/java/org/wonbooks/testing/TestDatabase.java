package org.wonbooks.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The two databases that Wonbooks runs on, as they are in production. */
public enum TestDatabase {
    /** A file, each commit written at once. It does not name what an insert waits for. */
    H2(
            """
            select count(*) from information_schema.sessions
             where blocker_id is not null or executing_statement like '%insert into%'
            """) {
        @Override
        public String newUrl() {
            return "jdbc:h2:file:" + H2Files.FOLDER.resolve(newName()) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        }
    },
    /** A real server, one for all tests; it ends with the JVM. */
    POSTGRESQL(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") {
        @Override
        public String newUrl() {
            String name = newName();
            try (var connection = Server.STARTED.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Server.STARTED.getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String waiting;

    TestDatabase(String waiting) {
        this.waiting = waiting;
    }

    /** The address of a new, empty database. */
    public abstract String newUrl();

    /** A pool on a new database with all tables in it, as large as production's. */
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(newUrl());
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    /** Does somebody wait for a row that another transaction has locked? */
    public boolean somebodyWaits(JdbcClient jdbc) {
        return jdbc.sql(waiting).query(Long.class).single() > 0;
    }

    private static String newName() {
        return "test" + NUMBER.incrementAndGet();
    }

    private static final class H2Files {

        static final Path FOLDER = TestFolder.of("databases");
    }

    private static final class Server {

        static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
