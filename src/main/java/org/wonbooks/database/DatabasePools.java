package org.wonbooks.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the {@link TwoPools} of the one database that {@code spring.datasource} names. */
@Configuration(proxyBeanMethods = false)
public class DatabasePools {

    /** Connections in the small pool; more than these store no faster. */
    public static final int PROMPT = 8;

    /** Milliseconds for a free connection, and for one statement: what takes longer does not come. */
    private static final int WAIT = 500;

    /** Half of a delivery's deadline: what failed together still has time to be tried alone. */
    private static final int STATEMENT = 600;

    /**
     * Statements that each of H2's connections keeps ready. By itself it keeps 8, and a run makes ten times as many
     * different ones: each would be parsed and planned anew each time.
     */
    private static final String READY = "QUERY_CACHE_SIZE";

    private static final String ALL = "256";

    /**
     * A process that stands still amid a transaction would keep its rows locked for as long, and whoever wants to take
     * its work over would stand still with it.
     */
    private static final String NO_LONG_HOLD = "set idle_in_transaction_session_timeout = '10s'";

    @Bean(defaultCandidate = false)
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource commonPool(DataSourceProperties properties) {
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName("common");
        String url = properties.determineUrl();
        if (isPostgreSql(url)) {
            pool.setConnectionInitSql(NO_LONG_HOLD);
        } else if (!url.toUpperCase(Locale.ROOT).contains(";" + READY + "=")) {
            pool.addDataSourceProperty(READY, ALL);
        }
        return pool;
    }

    @Bean(defaultCandidate = false)
    HikariDataSource promptPool(@Qualifier("commonPool") HikariDataSource common) {
        return new HikariDataSource(prompt(common));
    }

    @Bean
    TwoPools dataSource(
            @Qualifier("commonPool") HikariDataSource common, @Qualifier("promptPool") HikariDataSource prompt) {
        return new TwoPools(common, prompt);
    }

    /** The small pool on the common one's database. */
    static HikariConfig prompt(HikariConfig common) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("prompt");
        pool.setJdbcUrl(common.getJdbcUrl());
        pool.setUsername(common.getUsername());
        pool.setPassword(common.getPassword());
        pool.setSchema(common.getSchema());
        pool.setDataSourceProperties(common.getDataSourceProperties());
        pool.setMaximumPoolSize(PROMPT);
        pool.setConnectionTimeout(WAIT);
        pool.setValidationTimeout(WAIT / 2);
        // A database that is away is the common pool's to report.
        pool.setInitializationFailTimeout(-1);
        if (isPostgreSql(common.getJdbcUrl())) {
            pool.setConnectionInitSql("set statement_timeout = " + STATEMENT + "; " + NO_LONG_HOLD);
            // Seconds. A server that stands still, or a network that drops everything, times no statement out.
            pool.addDataSourceProperty("connectTimeout", "1");
            pool.addDataSourceProperty("socketTimeout", "2");
        } else {
            // H2 waits for a row twice as long.
            pool.setConnectionInitSql("set query_timeout " + STATEMENT + "; set lock_timeout " + STATEMENT / 2);
        }
        return pool;
    }

    private static boolean isPostgreSql(String url) {
        return DatabaseDriver.fromJdbcUrl(url) == DatabaseDriver.POSTGRESQL;
    }
}
