package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(statementsKept(prompt)).isEqualTo(size);
            assertThat(statementsKept(common)).isEqualTo(size);
        }
    }

    private static String statementsKept(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("select setting_value from information_schema.settings where setting_name = 'QUERY_CACHE_SIZE'")
                .query(String.class)
                .single();
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
        return new DatabasePools().commonPool(properties);
    }

    private static String longestHold(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("show idle_in_transaction_session_timeout")
                .query(String.class)
                .single();
    }
}
