package org.wonbooks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.wonbooks.testing.TestDatabase;

/** H2 finds one row by all of its key, from the first row on, and keeps texts in their rows. */
class H2SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "work, connection_id = ? and kind = ? and work_key = ?, WORK_KEY = ",
        "deal, connection_id = ? and lead_id = ? and cycle = ?, LEAD_ID = ",
        "deal, connection_id = ? and lead_id = ?, LEAD_ID = ",
        "deal, connection_id = ? and invoice_id = ?, INVOICE_ID = ",
        "payment_link, connection_id = ? and payment_id = ?, PAYMENT_ID = ",
        "payment_link, connection_id = ? and invoice_id = ?, INVOICE_ID = ",
        "customer_link, connection_id = ? and party = ?, PARTY = ",
    })
    void thePlanOfAnEmptyTableFitsAFullOne(String table, String condition, String lookedUp) throws Exception {
        try (Connection connection = DriverManager.getConnection(TestDatabase.H2.newUrl())) {
            String plan = migrated(connection)
                    .sql("explain select * from " + table + " where "
                            + condition.replaceFirst("\\?", "1").replace("?", "'1'"))
                    .query(String.class)
                    .single();
            assertThat(plan.substring(plan.indexOf("/*"), plan.indexOf("*/"))).contains(lookedUp);
        }
    }

    @Test
    void textsStayWithTheirRows() throws Exception {
        try (Connection connection = DriverManager.getConnection(TestDatabase.H2.newUrl())) {
            assertThat(migrated(connection)
                            .sql("select setting_value from information_schema.settings"
                                    + " where setting_name = 'MAX_LENGTH_INPLACE_LOB'")
                            .query(Integer.class)
                            .single())
                    .isGreaterThan(50_000);
        }
    }

    private static JdbcClient migrated(Connection connection) {
        SingleConnectionDataSource database = new SingleConnectionDataSource(connection, true);
        Flyway.configure()
                .dataSource(database)
                .callbacks(new H2Settings())
                .load()
                .migrate();
        return JdbcClient.create(database);
    }
}
