package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.configuration.DiskSettings;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.configuration.RetrySettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabasePools;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.disk.DiskReserve;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.intake.inbox.WholeInbox;
import org.wonbooks.ledger.books.BooksCache;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.ledger.books.OwnInvoices;
import org.wonbooks.ledger.books.PaymentLinks;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenRefunds;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.LeadRemarks;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.testing.Relay;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.Turns;

/** Whatever the database does, a webhook is answered before its sender gives up, and 200 only when it is stored. */
class StorageTroubleTest {

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableAutoConfiguration(exclude = {SecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
    @EnableConfigurationProperties({
        DiskSettings.class,
        KommoSettings.class,
        QuickBooksSettings.class,
        WonbooksSettings.class,
        WorkSettings.class,
        RetrySettings.class
    })
    @Import({
        AppKeys.class,
        IntakeConfiguration.class,
        IntakeRoutes.class,
        PromptStorage.class,
        WholeInbox.class,
        DatabaseKind.class,
        DatabasePools.class,
        DatabaseTime.class,
        DiskReserve.class,
        ConnectionStore.class,
        Encryption.class,
        Fence.class,
        DealAttention.class,
        DealLedger.class,
        PaymentLinks.class,
        SeenInvoices.class,
        GoneCustomers.class,
        OwnInvoices.class,
        SeenRefunds.class,
        BooksCache.class,
        StepLedger.class,
        LeadRemarks.class,
        Turns.class,
        WorkQueue.class
    })
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @SpringBootTest(
            classes = Application.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = {
                "wonbooks.quickbooks.webhook-verifier-token=token-1",
                "camel.main.routes-include-pattern=classpath:no-routes/*.yaml",
                "logging.level.com.zaxxer.hikari=OFF"
            })
    // Its pools are short of connections and slow to find new ones: nobody else could use it.
    @DirtiesContext
    abstract static class Trouble {

        /** More than the deadline, less than anybody waits for a database by default. */
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        @DynamicPropertySource
        static void key(DynamicPropertyRegistry registry) {
            registry.add("wonbooks.encryption-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
        }

        @Autowired
        ConnectionStore connections;

        @Autowired
        JdbcClient jdbc;

        @Autowired
        @Qualifier("commonPool")
        HikariDataSource common;

        @LocalServerPort
        int port;

        private final HttpClient sender = HttpClient.newHttpClient();
        private String secret;

        @BeforeEach
        void acme() {
            if (connections.all().isEmpty()) {
                connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            }
            secret = connections.webhookSecret(connections.all().get(0).id());
            // What was answered 503 may yet be stored.
            await().ignoreExceptions().untilAsserted(() -> List.of("event", "inbox", "work")
                    .forEach(table -> jdbc.sql("delete from " + table).update()));
        }

        @Test
        void workersThatHoldAllTheirConnectionsDelayNoHook() throws Exception {
            List<Connection> held = new ArrayList<>();
            try {
                while (held.size() < common.getMaximumPoolSize()) {
                    held.add(common.getConnection());
                }
                assertThat(deliver(7)).isEqualTo(200);
            } finally {
                for (Connection connection : held) {
                    connection.close();
                }
            }
            assertStored("7");
        }

        @Test
        void aRowThatSomebodyKeepsLockedIsA503() throws Exception {
            assertThat(deliver(7)).isEqualTo(200);
            try (Connection worker = common.getConnection();
                    var statement = worker.createStatement()) {
                worker.setAutoCommit(false);
                statement.executeUpdate("update work set epoch = epoch where work_key = '7'");
                assertThat(deliver(7)).isEqualTo(503);
                assertThat(deliver(8)).isEqualTo(200);
                worker.rollback();
                worker.setAutoCommit(true);
            }
            assertThat(deliver(7)).isEqualTo(200);
        }

        int deliver(long lead) throws Exception {
            HttpResponse<Void> answer = sender.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/kommo/" + secret))
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofByteArray(("leads[status][0][id]=" + lead
                                            + "&leads[status][0][status_id]=142&account[subdomain]=acme")
                                    .getBytes(UTF_8)))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(answer.statusCode() == 503);
            return answer.statusCode();
        }

        /** These leads are due, each by one delivery that is stored whole. */
        void assertStored(String... leads) {
            // The pool may first have to find out that its connections broke.
            await().ignoreExceptions().untilAsserted(() -> assertThat(jdbc.sql("select work_key from work")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(leads));
            assertThat(jdbc.sql("select count(*) from inbox i join event e on e.inbox_id = i.id")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(leads.length);
        }
    }

    @Nested
    class OnH2 extends Trouble {
        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            registry.add("spring.datasource.url", TestDatabase.H2::newUrl);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Trouble {

        private static Relay relay;

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            URI url = URI.create(TestDatabase.POSTGRESQL.newUrl().substring("jdbc:".length()));
            relay = new Relay(url.getPort());
            registry.add(
                    "spring.datasource.url",
                    () -> "jdbc:" + url.toString().replace(":" + url.getPort(), ":" + relay.port()));
        }

        @Test
        void aDatabaseThatIsGoneIsA503UntilItIsBack() throws Exception {
            assertThat(deliver(1)).isEqualTo(200);
            relay.die();
            assertThat(deliver(2)).isEqualTo(503);
            assertThat(deliver(3)).isEqualTo(503);
            relay.revive();
            await().until(() -> deliver(4), status -> status == 200);
            assertStored("1", "4");
        }

        @Test
        void aDatabaseThatStandsStillIsA503UntilItGoesOn() throws Exception {
            assertThat(deliver(1)).isEqualTo(200);
            relay.freeze();
            // More than there are connections in the small pool.
            for (int lead = 2; lead < 2 + 2 * DatabasePools.PROMPT; lead++) {
                assertThat(deliver(lead)).isEqualTo(503);
            }
            relay.thaw();
            await().until(() -> deliver(100), status -> status == 200);
        }
    }
}
