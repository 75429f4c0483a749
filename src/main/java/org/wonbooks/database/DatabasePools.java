package org.wonbooks.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wonbooks.database.disk.H2Password;
import org.wonbooks.encryption.Encryption;

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

    /**
     * Milliseconds for a statement of the common pool: several times what the longest report takes, and less than
     * anybody waits for its answer, so that the server ends what nobody waits for any more.
     */
    static final int LONG_STATEMENT = 25_000;

    /**
     * Seconds. A host that goes silent, without a word that ends its connections, would be waited for without end: by
     * the thread that looks for due work too. The time-out of a socket ends the wait for one answer, however long.
     */
    private static final Map<String, String> NOT_WITHOUT_END = Map.of(
            "connectTimeout",
            "5",
            "socketTimeout",
            "30",
            "tcpKeepAlive",
            "true",
            "socketFactory",
            TimedSockets.class.getName());

    @Bean
    ClosedByFault closedByFault(ApplicationEventPublisher events) {
        return new ClosedByFault(events);
    }

    @Bean(defaultCandidate = false)
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource commonPool(DataSourceProperties properties, ClosedByFault closed) {
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName("common");
        String url = properties.determineUrl();
        pool.setExceptionOverride(closed);
        if (isPostgreSql(url)) {
            pool.setConnectionInitSql("set statement_timeout = " + LONG_STATEMENT + "; " + NO_LONG_HOLD);
            NOT_WITHOUT_END.forEach(pool::addDataSourceProperty);
        } else {
            pool.setConnectionInitSql("set query_timeout " + LONG_STATEMENT);
            if (!url.toUpperCase(Locale.ROOT).contains(";" + READY + "=")) {
                pool.addDataSourceProperty(READY, ALL);
            }
        }
        return pool;
    }

    @Bean(defaultCandidate = false)
    HikariDataSource promptPool(@Qualifier("commonPool") HikariDataSource common, Encryption encryption)
            throws SQLException {
        H2Password password = common.getUsername() == null ? H2Password.of(common.getJdbcUrl(), encryption) : null;
        if (password != null) {
            try (H2Password.Opened opened = password.open(common.getPassword(), common.getDataSourceProperties())) {
                common.setPassword(opened.password());
                // From now on the pool keeps the database open.
                common.getConnection().close();
            }
        }
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
        pool.setExceptionOverride(common.getExceptionOverride());
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
