package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

class DatabasePoolsTest {

    /** Or each statement would be parsed anew each time. Where somebody has set it, that counts. */
    @ParameterizedTest
    @CsvSource({"'', 256", ";QUERY_CACHE_SIZE=64, 64", ";query_cache_size=64, 64"})
    void connectionsOfH2KeepTheirStatementsReady(String set, String size) {
        try (HikariDataSource common = common(TestDatabase.H2.newUrl() + set);
                HikariDataSource prompt = new HikariDataSource(DatabasePools.prompt(common))) {
            // The first connection opens the file, for which a webhook has no time.
            assertThat(statementsKept(common)).isEqualTo(size);
            assertThat(statementsKept(prompt)).isEqualTo(size);
        }
    }

    private static String statementsKept(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("select setting_value from information_schema.settings where setting_name = 'QUERY_CACHE_SIZE'")
                .query(String.class)
                .single();
    }

    /** A host that goes silent would be waited for without end. What an operator gives counts. */
    @Test
    @Whole
    void nobodyWaitsForPostgresWithoutEnd() {
        try (HikariDataSource common = common(TestDatabase.POSTGRESQL.newUrl());
                HikariDataSource prompt = new HikariDataSource(DatabasePools.prompt(common))) {
            assertThat(common.getDataSourceProperties())
                    .containsKeys("connectTimeout", "socketTimeout", "tcpKeepAlive");
            assertThat(show(common, "statement_timeout")).isEqualTo("25s");
            assertThat(show(prompt, "statement_timeout")).isEqualTo("600ms");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Whole
    void aMigrationMayTakeItsTime(TestDatabase database) {
        String timeout = database == TestDatabase.H2
                ? "select setting_value from information_schema.settings where setting_name = 'QUERY_TIMEOUT'"
                : "show statement_timeout";
        List<String> during = new ArrayList<>();
        try (HikariDataSource common = common(database.newUrl())) {
            common.setMaximumPoolSize(3);
            Flyway.configure()
                    .dataSource(common)
                    .locations(new String[0])
                    .callbacks(new LongMigrations())
                    .javaMigrations(new V1__Looks(timeout, during))
                    .load()
                    .migrate();
            assertThat(during).containsExactly("0");
            assertThat(Stream.generate(() -> JdbcClient.create(common)
                                    .sql(timeout)
                                    .query(String.class)
                                    .single())
                            .limit(5))
                    .containsOnly(database == TestDatabase.H2 ? "25000" : "25s");
        }
    }

    /** Named as Flyway wants it. */
    private static final class V1__Looks extends BaseJavaMigration {

        private final String query;
        private final List<String> found;

        V1__Looks(String query, List<String> found) {
            this.query = query;
            this.found = found;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            try (Statement statement = context.getConnection().createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                found.add(row.getString(1));
            }
        }
    }

    /** Or nobody could take over what a frozen process was at amid a transaction. */
    @Test
    @Whole
    void postgresEndsATransactionThatStandsStill() {
        try (HikariDataSource common = common(TestDatabase.POSTGRESQL.newUrl());
                HikariDataSource prompt = new HikariDataSource(DatabasePools.prompt(common))) {
            assertThat(longestHold(common)).isEqualTo("10s");
            assertThat(longestHold(prompt)).isEqualTo("10s");
        }
    }

    private static HikariDataSource common(String url) {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl(url);
        return new DatabasePools().commonPool(properties, new ClosedByFault(event -> {}));
    }

    private static String longestHold(HikariDataSource pool) {
        return show(pool, "idle_in_transaction_session_timeout");
    }

    private static String show(HikariDataSource pool, String setting) {
        return JdbcClient.create(pool)
                .sql("show " + setting)
                .query(String.class)
                .single();
    }
}
