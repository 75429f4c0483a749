package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.wonbooks.database.disk.CopyFirst;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** The tables that are made at once are those that a migration for each change had made, and both are opened. */
class OldestTablesTest {

    private static final String OLDEST = "21";
    private static final String AT_ONCE = "22";

    /** Why a constraint or its index is there; the rest of the name H2 makes up. */
    private static final String MADE_UP = "^(PRIMARY_KEY|CONSTRAINT)_.*";

    /** Where a column stands, and in which database. */
    private static final String PLACE = "(?i)ordinal_position|dtd_identifier|\\w+_catalog";

    @Nested
    class OnH2 extends Openings {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Openings {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Openings {

        private final TestDatabase database;

        Openings(TestDatabase database) {
            this.database = database;
        }

        @Test
        void bothWaysMakeTheSameTables() throws SQLException {
            String old = old(database, OLDEST);
            String fresh = database.newUrl();
            opened(old);
            opened(fresh);
            assertThat(history(old)).contains("1", OLDEST).doesNotContain(AT_ONCE);
            assertThat(history(fresh)).startsWith(AT_ONCE);
            assertThat(tables(fresh)).isEqualTo(tables(old)).hasSizeGreaterThan(400);
        }

        @Test
        void theNextMigrationFollowsOnBoth() {
            for (String url : List.of(old(database, OLDEST), database.newUrl())) {
                opened(url);
                opened(url, "spring.flyway.locations=classpath:db/migration,classpath:next");
                assertThat(history(url)).endsWith("1000");
                opened(url);
            }
        }

        @Test
        void anOlderDatabaseIsRefusedInWords() {
            String url = old(database, "20");
            List<String> before = history(url);
            open(url, context -> assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(OldestTables.TooOld.class, refusal -> {
                        assertThat(refusal).hasMessageContainingAll("version 20", OLDEST, "Nothing was changed.");
                        assertThat(refusal.fix()).contains("once", "version " + OLDEST, "then start this one");
                    }));
            assertThat(history(url)).isEqualTo(before).endsWith("20");
        }
    }

    /** A database that has a migration for each change, up to this one. */
    private static String old(TestDatabase database, String version) {
        String url = database.newUrl();
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:unsquashed")
                .target(version)
                .load()
                .migrate();
        return url;
    }

    private static void opened(String url, String... settings) {
        open(url, context -> assertThat(context).hasNotFailed(), settings);
    }

    /** As Wonbooks opens it at its start. */
    private static void open(String url, Consumer<AssertableApplicationContext> seen, String... settings) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
                .withUserConfiguration(CopyFirst.class, H2Settings.class, OldestTables.class)
                .withPropertyValues("spring.datasource.url=" + url)
                .withPropertyValues(settings)
                .run(seen::accept);
    }

    /** The versions, in turn. */
    private static List<String> history(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(
                            "select \"version\" from \"flyway_schema_history\" where \"version\" is not null order by \"installed_rank\"")
                    .query(String.class)
                    .list();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What there is, a line each: columns, indexes and constraints. */
    private static List<String> tables(String url) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            DatabaseMetaData all = connection.getMetaData();
            String schema = connection.getSchema();
            jdbc.sql("select * from information_schema.columns where table_schema = ?")
                    .param(schema)
                    .query()
                    .listOfRows()
                    .forEach(column -> {
                        column.keySet().removeIf(key -> key.matches(PLACE));
                        lines.add("column " + column);
                    });
            // What may not be null is told by the columns.
            jdbc.sql("select table_name, constraint_type, constraint_name from information_schema.table_constraints"
                            + " where table_schema = ? and constraint_type <> 'CHECK'")
                    .param(schema)
                    .query((row, number) ->
                            "constraint " + row.getString(1) + " " + row.getString(2) + " " + name(row.getString(3)))
                    .list()
                    .forEach(lines::add);
            List<String> tables = jdbc.sql("select table_name from information_schema.tables where table_schema = ?")
                    .param(schema)
                    .query(String.class)
                    .list();
            for (String table : tables) {
                lines.addAll(indexes(all.getIndexInfo(null, schema, table, false, true)));
                lines.addAll(foreignKeys(all.getImportedKeys(null, schema, table)));
            }
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> indexes(ResultSet rows) throws SQLException {
        Map<String, String> indexes = new TreeMap<>();
        while (rows.next()) {
            String name = rows.getString("INDEX_NAME");
            indexes.putIfAbsent(
                    name,
                    "index " + rows.getString("TABLE_NAME") + " " + name(name)
                            + (rows.getBoolean("NON_UNIQUE") ? "" : " unique"));
            indexes.merge(
                    name,
                    " " + rows.getString("COLUMN_NAME") + " " + rows.getString("ASC_OR_DESC") + " "
                            + rows.getString("FILTER_CONDITION"),
                    String::concat);
        }
        return List.copyOf(indexes.values());
    }

    private static List<String> foreignKeys(ResultSet rows) throws SQLException {
        List<String> keys = new ArrayList<>();
        while (rows.next()) {
            keys.add(String.join(
                    " ",
                    "key",
                    rows.getString("FKTABLE_NAME"),
                    name(rows.getString("FK_NAME")),
                    rows.getString("FKCOLUMN_NAME"),
                    rows.getString("KEY_SEQ"),
                    rows.getString("PKTABLE_NAME"),
                    rows.getString("PKCOLUMN_NAME"),
                    rows.getString("UPDATE_RULE"),
                    rows.getString("DELETE_RULE")));
        }
        return keys;
    }

    private static String name(String name) {
        return name.replaceFirst(MADE_UP, "$1");
    }
}
