package org.wonbooks.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;

/** What the token rows promise, on both databases. */
class TokenStoreTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnH2 extends Rows {

        private final JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:tokens;DB_CLOSE_DELAY=-1", "sa", "");

        @BeforeAll
        void start() {
            use(pool);
        }

        @AfterAll
        void stop() {
            pool.dispose();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgreSql extends Rows {

        private EmbeddedPostgres server;

        @BeforeAll
        void start() throws Exception {
            server = EmbeddedPostgres.start();
            use(server.getPostgresDatabase());
        }

        @AfterAll
        void stop() throws Exception {
            server.close();
        }
    }

    abstract static class Rows {

        private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
        private static final Tokens OLD = tokens("old");
        private static final Tokens NEW = tokens("new");

        private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        private final Encryption encryption = new Encryption(new WonbooksSettings(
                "http://localhost",
                Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                null,
                null));

        private JdbcClient jdbc;
        private TokenStore store;
        private long acme;
        private long globex;

        void use(DataSource database) {
            Flyway.configure().dataSource(database).load().migrate();
            jdbc = JdbcClient.create(database);
            store = new TokenStore(jdbc, encryption, new DatabaseTime(jdbc), clock);
        }

        @BeforeEach
        void twoConnections() {
            jdbc.sql("delete from token_refresh").update();
            jdbc.sql("delete from token").update();
            ConnectionStore connections = new ConnectionStore(jdbc, encryption, clock);
            acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());
        }

        @Test
        void keepsAPairThatNobodyReadsInTheTable() {
            store.store(acme, Peer.QUICKBOOKS, OLD);

            assertThat(store.find(acme, Peer.QUICKBOOKS)).contains(new TokenStore.Stored(OLD, false, null, 1));
            assertThat(store.find(acme, Peer.KOMMO)).isEmpty();
            assertThat(store.find(globex, Peer.QUICKBOOKS)).isEmpty();
            assertThat(column("access_token") + column("refresh_token")).doesNotContain("old");
        }

        @Test
        void aTokenMovedToAnotherColumnOrRowCannotBeRead() {
            store.store(acme, Peer.QUICKBOOKS, OLD);
            store.store(globex, Peer.QUICKBOOKS, NEW);

            jdbc.sql("update token set access_token = refresh_token, refresh_token = access_token"
                            + " where connection_id = ?")
                    .param(acme)
                    .update();
            jdbc.sql("update token set access_token = (select max(access_token) from token where connection_id <> ?)"
                            + " where connection_id = ?")
                    .params(globex, globex)
                    .update();

            for (long connection : List.of(acme, globex)) {
                assertThatThrownBy(() -> store.find(connection, Peer.QUICKBOOKS))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("token/" + connection + "/QUICKBOOKS/access");
            }
        }

        @Test
        void givesALeaseToOneOfManyUntilItIsReleased() throws Exception {
            store.store(acme, Peer.KOMMO, OLD);

            assertThat(atOnce(20, owner -> store.lease(acme, Peer.KOMMO, 1, owner)))
                    .containsOnlyOnce(true);
            store.release(acme, Peer.KOMMO, "nobody");
            assertThat(store.lease(acme, Peer.KOMMO, 1, "next")).isFalse();
            store.release(acme, Peer.KOMMO, column("lease_owner"));
            assertThat(store.lease(acme, Peer.KOMMO, 1, "next")).isTrue();
        }

        @Test
        void aLeaseEndsByTheDatabasesClock() {
            store.store(acme, Peer.KOMMO, OLD);
            store.lease(acme, Peer.KOMMO, 1, "crashed");
            assertThat(store.lease(acme, Peer.KOMMO, 1, "next")).isFalse();

            jdbc.sql("update token set lease_until = current_timestamp - interval '1' second")
                    .update();

            assertThat(store.lease(acme, Peer.KOMMO, 1, "next")).isTrue();
        }

        @Test
        void whoeverSawAnOlderVersionChangesNothing() {
            store.store(acme, Peer.KOMMO, OLD);
            store.lease(acme, Peer.KOMMO, 1, "owner");
            assertThat(store.replace(acme, Peer.KOMMO, 1, NEW)).isTrue();

            assertThat(store.lease(acme, Peer.KOMMO, 1, "late")).isFalse();
            assertThat(store.replace(acme, Peer.KOMMO, 1, OLD)).isFalse();
            assertThat(store.needsReconnect(acme, Peer.KOMMO, 1, "refused")).isFalse();

            assertThat(store.find(acme, Peer.KOMMO)).contains(new TokenStore.Stored(NEW, false, null, 2));
            assertThat(column("lease_owner")).isNull();
        }

        @Test
        void aNewConsentMakesARefusedConnectionReady() {
            store.store(acme, Peer.KOMMO, OLD);
            assertThat(store.needsReconnect(acme, Peer.KOMMO, 1, "refused")).isTrue();
            assertThat(store.find(acme, Peer.KOMMO)).contains(new TokenStore.Stored(OLD, true, "refused", 1));

            store.store(acme, Peer.KOMMO, NEW);

            assertThat(store.find(acme, Peer.KOMMO)).contains(new TokenStore.Stored(NEW, false, null, 2));
        }

        @Test
        void theFirstTokensMayComeTwiceAtOnce() throws Exception {
            assertThat(atOnce(20, owner -> {
                        store.store(acme, Peer.KOMMO, NEW);
                        return true;
                    }))
                    .hasSize(20);

            assertThat(store.find(acme, Peer.KOMMO)).contains(new TokenStore.Stored(NEW, false, null, 20));
        }

        @Test
        void readsTheEndOfALongLivedTokenFromItsPayload() {
            String payload = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"exp\": 1900000000}".getBytes(StandardCharsets.UTF_8));
            store.storeLongLived(acme, "e30." + payload + ".signature");
            assertThat(ends(acme)).isEqualTo(Instant.ofEpochSecond(1900000000));

            for (String token : List.of("opaque", "a.b.c", "e30.e30.x", "..", "")) {
                store.storeLongLived(acme, token);
                assertThat(ends(acme)).as(token).isEqualTo(NOW.plus(Duration.ofDays(365)));
            }
        }

        @Test
        void keepsWhatBecameOfARefresh() {
            store.log(acme, Peer.KOMMO, "REFRESHED", "a new refresh token");

            assertThat(jdbc.sql("select system, outcome, detail from token_refresh")
                            .query()
                            .singleRow()
                            .values())
                    .containsExactly("KOMMO", "REFRESHED", "a new refresh token");
        }

        private Instant ends(long connection) {
            return store.find(connection, Peer.KOMMO).orElseThrow().tokens().accessExpiresAt();
        }

        private String column(String name) {
            return (String) jdbc.sql("select * from token").query().singleRow().get(name);
        }

        private static Tokens tokens(String name) {
            return new Tokens(
                    name + "-access", name + "-refresh", NOW.plusSeconds(3600), NOW.plus(Duration.ofDays(100)));
        }

        private interface Attempt {
            boolean by(String owner);
        }

        private static List<Boolean> atOnce(int callers, Attempt attempt) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(callers);
            try {
                List<Callable<Boolean>> attempts = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    String owner = "owner-" + i;
                    attempts.add(() -> attempt.by(owner));
                }
                List<Boolean> outcomes = new ArrayList<>();
                for (Future<Boolean> outcome : threads.invokeAll(attempts)) {
                    outcomes.add(outcome.get());
                }
                return outcomes;
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
