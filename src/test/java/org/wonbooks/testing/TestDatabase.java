package org.wonbooks.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
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
            return H2Files.url(newName());
        }

        @Override
        String newUrlWithTables() throws IOException {
            String name = newName();
            Files.copy(H2Files.MIGRATED, H2Files.file(name));
            return H2Files.url(name);
        }
    },
    /**
     * A real server, one for all tests; it ends with the JVM. Wonbooks is there what it is in a container: an owner.
     */
    POSTGRESQL(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") {
        @Override
        public String newUrl() {
            return Server.create(newName(), "template1");
        }

        @Override
        String newUrlWithTables() {
            return Server.create(newName(), Migrated.NAME);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String waiting;

    TestDatabase(String waiting) {
        this.waiting = waiting;
    }

    /** The address of a new, empty database. */
    public abstract String newUrl();

    /** A copy of one that was migrated once: that takes as long as many tests. */
    abstract String newUrlWithTables() throws IOException;

    /** A pool on a new database with all tables in it, as large as production's. */
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        try {
            config.setJdbcUrl(newUrlWithTables());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Does somebody wait for a row that another transaction has locked? */
    public boolean somebodyWaits(JdbcClient jdbc) {
        return jdbc.sql(waiting).query(Long.class).single() > 0;
    }

    /** All tables with our rows; none has rows that one of a table before it refers to. */
    static List<String> tables(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            Set<String> tables = new LinkedHashSet<>();
            DatabaseMetaData facts = connection.getMetaData();
            try (ResultSet rows =
                    facts.getTables(null, connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
                while (rows.next()) {
                    add(facts, connection.getSchema(), rows.getString("TABLE_NAME"), tables);
                }
            }
            tables.removeIf(table -> table.startsWith("flyway"));
            return List.copyOf(tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(DatabaseMetaData facts, String schema, String table, Set<String> tables)
            throws SQLException {
        try (ResultSet rows = facts.getExportedKeys(null, schema, table)) {
            while (rows.next()) {
                add(facts, schema, rows.getString("FKTABLE_NAME"), tables);
            }
        }
        tables.add(table);
    }

    private static String newName() {
        return "test" + NUMBER.incrementAndGet();
    }

    private static void migrate(String url) {
        Flyway.configure().dataSource(url, null, null).load().migrate();
    }

    private static final class H2Files {

        static final Path FOLDER = TestFolder.of("databases");
        static final Path MIGRATED = migrated();

        static String url(String name) {
            // Named here, so that a test may open what the product has left.
            return "jdbc:h2:file:" + FOLDER.resolve(name)
                    + ";USER=test;PASSWORD=test;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        }

        static Path file(String name) {
            return FOLDER.resolve(name + ".mv.db");
        }

        private static Path migrated() {
            migrate(url("migrated"));
            return file("migrated");
        }
    }

    private static final class Server {

        static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                // The first line is one for psql: it reads the password.
                String owner = Files.readString(Path.of("docker/owner.sql"))
                        .replaceAll("(?m)^\\\\.*$", "")
                        .replace(":'password'", "'chosen'");
                for (String statement : owner.split(";\\s*\n")) {
                    execute(server, statement);
                }
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void execute(EmbeddedPostgres server, String sql) {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        static String create(String name, String template) {
            execute(STARTED, "create database " + name + " template " + template + " owner wonbooks");
            return STARTED.getJdbcUrl("wonbooks", name);
        }
    }

    private static final class Migrated {

        static final String NAME = make("migrated");

        private static String make(String name) {
            migrate(Server.create(name, "template1"));
            return name;
        }
    }
}
