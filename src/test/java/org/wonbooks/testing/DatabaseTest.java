package org.wonbooks.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.configuration.RetrySettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.ledger.deal.LeadRemarks;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/**
 * What keeps its promises in tables, on a database of its own: the beans and their transactions, and no application. A
 * test class has the tests in an abstract class, and one small class for each database. Time is the test's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DatabaseTest {

    /** The time at which each test begins. */
    protected static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    protected static final LimitSettings LIMITS = new LimitSettings(450, 9, 8, 6);
    protected static final WorkSettings WORK = new WorkSettings(
            Duration.ofSeconds(20), Duration.ofSeconds(2), 16, Duration.ofSeconds(30), Duration.ofSeconds(3));
    protected static final RetrySettings RETRY =
            new RetrySettings(List.of(Duration.ofSeconds(10), Duration.ofMinutes(2)));

    protected final TestDatabase database;
    protected final DataSource pool;
    protected final JdbcClient jdbc;
    protected final Rows rows;
    protected final TestClock clock;
    protected final DatabaseTime time;
    protected final TransactionTemplate transaction;
    protected final ConnectionStore connections;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<String> tables;

    /** @param beans beside those that are always there */
    protected DatabaseTest(TestDatabase database, Class<?>... beans) {
        this.database = database;
        context.registerBean(DataSource.class, database::open);
        context.register(Beans.class);
        for (Class<?> bean : beans) {
            context.register(bean);
        }
        context.refresh();
        pool = bean(DataSource.class);
        jdbc = bean(JdbcClient.class);
        rows = new Rows(jdbc);
        clock = bean(TestClock.class);
        time = bean(DatabaseTime.class);
        transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        connections = bean(ConnectionStore.class);
        tables = TestDatabase.tables(pool);
    }

    @BeforeEach
    protected final void startAfresh() {
        tables.forEach(table -> jdbc.sql("delete from " + table).update());
        clock.set(NOON);
    }

    @AfterAll
    protected final void close() {
        context.close();
    }

    protected final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A connection with tokens for both peers; answers its id. */
    protected final long readyConnection(String name) {
        long id = connections.create(name, name.toLowerCase(), null, ConnectionSettings.defaults());
        rows.token(id, "KOMMO", "READY");
        rows.token(id, "QUICKBOOKS", "READY");
        return id;
    }

    /** The one row of a query, as it is. */
    protected final Map<String, Object> row(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query().singleRow();
    }

    /** The first column of a query, as text. */
    protected final List<String> texts(String sql, Object... parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> row.getString(1))
                .list();
    }

    protected final long count(String from, Object... parameters) {
        return jdbc.sql("select count(*) from " + from)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({
        ConnectionStore.class,
        CustomerLinks.class,
        DealAttention.class,
        DealLedger.class,
        FrozenIntents.class,
        InvoiceLedger.class,
        Decisions.class,
        Fence.class,
        PaymentLinks.class,
        SeenInvoices.class,
        GoneCustomers.class,
        StepLedger.class,
        LeadRemarks.class,
        WorkClaims.class,
        WorkQueue.class
    })
    protected static class Beans {

        @Bean
        JdbcClient jdbc(DataSource pool) {
            return JdbcClient.create(pool);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        TestClock clock() {
            return new TestClock(NOON);
        }

        @Bean
        DatabaseKind kind(DataSource pool) {
            return new DatabaseKind(pool);
        }

        @Bean
        DatabaseTime time(TestClock clock) {
            return new DatabaseTime(null, null) {
                @Override
                public Instant now() {
                    return clock.instant();
                }
            };
        }

        @Bean
        ObjectMapper json() {
            return JsonMapper.builder().findAndAddModules().build();
        }

        @Bean
        Encryption encryption() {
            String key = Base64.getEncoder().encodeToString(new byte[32]);
            return new Encryption(new WonbooksSettings("http://localhost", key, null, null));
        }

        @Bean
        LimitSettings limits() {
            return LIMITS;
        }

        @Bean
        WorkSettings work() {
            return WORK;
        }

        @Bean
        RetrySettings retry() {
            return RETRY;
        }
    }
}
