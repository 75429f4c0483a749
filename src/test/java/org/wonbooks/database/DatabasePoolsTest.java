package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

@Whole
class DatabasePoolsTest {

    /** Or nobody could take over what a frozen process was at amid a transaction. */
    @Test
    void postgresEndsATransactionThatStandsStill() {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl(TestDatabase.POSTGRESQL.newUrl());
        try (HikariDataSource common = new DatabasePools().commonPool(properties);
                HikariDataSource prompt = new HikariDataSource(DatabasePools.prompt(common))) {
            assertThat(longestHold(common)).isEqualTo("10s");
            assertThat(longestHold(prompt)).isEqualTo("10s");
        }
    }

    private static String longestHold(HikariDataSource pool) {
        return JdbcClient.create(pool)
                .sql("show idle_in_transaction_session_timeout")
                .query(String.class)
                .single();
    }
}
