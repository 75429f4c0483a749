package org.wonbooks.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What the token rows promise, on both databases. */
class TokenStoreTest {

    @Nested
    class OnH2 extends TokenRows {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends TokenRows {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class TokenRows extends DatabaseTest {

        private static final Tokens OLD = tokens("old");
        private static final Tokens NEW = tokens("new");

        private final TokenStore store;
        private long acme;
        private long globex;

        TokenRows(TestDatabase database) {
            super(database);
            store = new TokenStore(jdbc, bean(Encryption.class), new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
        }

        @BeforeEach
        void twoConnections() {
            acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
            globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());
        }

        @Test
        void keepsAPairThatNobodyReadsInTheTable() {
            store.store(acme, Peer.QUICKBOOKS, OLD);

            assertThat(store.find(acme, Peer.QUICKBOOKS))
                    .contains(new TokenStore.Stored(OLD, List.of(), false, null, 1, null));
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

            assertThat(AtOnce.run(20, caller -> store.lease(acme, Peer.KOMMO, 1, "owner-" + caller)))
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
            TokenStore.Stored seen = store.find(acme, Peer.KOMMO).orElseThrow();
            assertThat(store.replace(acme, Peer.KOMMO, seen, NEW)).isTrue();

            assertThat(store.lease(acme, Peer.KOMMO, 1, "late")).isFalse();
            assertThat(store.replace(acme, Peer.KOMMO, seen, OLD)).isFalse();
            assertThat(store.renew(acme, Peer.KOMMO, 1, "owner")).isFalse();
            assertThat(store.needsReconnect(acme, Peer.KOMMO, 1, "refused")).isFalse();

            assertThat(store.find(acme, Peer.KOMMO))
                    .contains(new TokenStore.Stored(NEW, List.of("old-refresh"), false, null, 2, null));
            assertThat(column("lease_owner")).isNull();
        }

        @Test
        void keepsTheTwoRefreshTokensBeforeUntilANewConsent() {
            store.store(acme, Peer.KOMMO, OLD);
            for (String name : List.of("second", "second", "third", "fourth")) {
                replace(name);
            }

            assertThat(refreshTokens()).containsExactly("fourth-refresh", "third-refresh", "second-refresh");
            assertThat(column("previous_refresh_token") + column("earlier_refresh_token"))
                    .doesNotContain("third", "second");
            replace("second");
            assertThat(refreshTokens()).containsExactly("second-refresh", "fourth-refresh", "third-refresh");

            store.store(acme, Peer.KOMMO, NEW);

            assertThat(refreshTokens()).containsExactly("new-refresh");
        }

        @Test
        void aKeyThatDoesNotFitWhatIsStoredIsFoundAtOnce() {
            SealedSecrets secrets = new SealedSecrets(jdbc);
            store.store(acme, Peer.KOMMO, OLD);

            new ReadableSecrets(secrets, bean(Encryption.class));
            assertThatThrownBy(() -> new ReadableSecrets(secrets, keys("b")))
                    .isInstanceOf(ReadableSecrets.Unreadable.class)
                    .hasMessageContainingAll("token/" + acme + "/KOMMO/access", "wonbooks.encryption-key");
            jdbc.sql("delete from token").update();
            assertThatThrownBy(() -> new ReadableSecrets(secrets, keys("b")))
                    .isInstanceOf(ReadableSecrets.Unreadable.class)
                    .hasMessageContainingAll("connection/", "/webhook", "wonbooks.encryption-key");
        }

        @Test
        void anOldKeyCanBeDroppedAfterOneStartWithBoth() {
            jdbc.sql("delete from connection").update();
            Encryption before = keys("a");
            ConnectionStore old = new ConnectionStore(jdbc, before, clock);
            long id = old.create("Acme", "acme", null, ConnectionSettings.defaults());
            String webhook = old.webhookSecret(id);
            TokenStore oldStore = new TokenStore(jdbc, before, new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
            oldStore.store(id, Peer.KOMMO, OLD);
            oldStore.replace(id, Peer.KOMMO, oldStore.find(id, Peer.KOMMO).orElseThrow(), NEW);
            oldStore.storeLongLived(id, "long-lived");
            oldStore.store(id, Peer.QUICKBOOKS, OLD);
            oldStore.replace(
                    id, Peer.QUICKBOOKS, oldStore.find(id, Peer.QUICKBOOKS).orElseThrow(), NEW);
            TokenStore.Stored pair = oldStore.find(id, Peer.QUICKBOOKS).orElseThrow();
            SealedSecrets secrets = new SealedSecrets(jdbc);
            // Another instance stores a token while this one seals: it stays.
            SealedSecrets.Secret seen = secrets.all().get(0);
            oldStore.storeLongLived(id, "stored meanwhile");
            secrets.replace(seen, before.encrypt("lost", seen.place()));

            List<String> said = said(() -> new ReadableSecrets(secrets, keys("b,a")).sealAnew());

            Encryption alone = keys("b");
            new ReadableSecrets(secrets, alone);
            TokenStore now = new TokenStore(jdbc, alone, new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
            assertThat(now.find(id, Peer.QUICKBOOKS)).contains(pair);
            assertThat(now.find(id, Peer.KOMMO).orElseThrow().tokens().access()).isEqualTo("stored meanwhile");
            assertThat(new ConnectionStore(jdbc, alone, clock).webhookSecret(id))
                    .isEqualTo(webhook);
            assertThat(String.join("\n", said))
                    .contains("All 5 secrets are sealed under the newest key, " + alone.newestKey()
                            + ": older ones may be dropped")
                    .contains("{" + before.newestKey() + "=5}")
                    .doesNotContain("stored meanwhile", webhook);
        }

        /** What the log gets, however quiet other tests have made it. */
        private static List<String> said(Runnable run) {
            Logger log = (Logger) LoggerFactory.getLogger(ReadableSecrets.class);
            Level level = log.getLevel();
            ListAppender<ILoggingEvent> lines = new ListAppender<>();
            lines.start();
            log.addAppender(lines);
            log.setLevel(Level.INFO);
            try {
                run.run();
            } finally {
                log.setLevel(level);
                log.detachAppender(lines);
            }
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }

        /** Each name is a key. */
        private Encryption keys(String names) {
            String keys = Stream.of(names.split(","))
                    .map(name ->
                            Base64.getEncoder().encodeToString(name.repeat(32).getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.joining(","));
            return new Encryption(new WonbooksSettings("http://localhost", keys, null, null));
        }

        @Test
        void forgetsOldRefreshes() {
            store.log(acme, Peer.KOMMO, "FAILED", "then");
            clock.pass(Duration.ofDays(90));
            store.log(acme, Peer.KOMMO, "REFRESHED", "now");

            store.forgetRefreshesBefore(clock.instant().minus(Duration.ofDays(89)));

            assertThat(texts("select detail from token_refresh")).containsExactly("now");
        }

        @Test
        void aRefreshTokenThatWasNeverUsedHasNoAccessTokenThatEnds() {
            store.storeRefreshToken(acme, Peer.QUICKBOOKS, "given");

            assertThat(connections.get(acme).quickbooks().accessExpiresAt()).isNull();
        }

        @Test
        void aNewConsentMakesARefusedConnectionReady() {
            store.store(acme, Peer.KOMMO, OLD);
            assertThat(store.needsReconnect(acme, Peer.KOMMO, 1, "refused")).isTrue();
            assertThat(store.find(acme, Peer.KOMMO))
                    .contains(new TokenStore.Stored(OLD, List.of(), true, "refused", 1, null));

            store.store(acme, Peer.KOMMO, NEW);

            assertThat(store.find(acme, Peer.KOMMO))
                    .contains(new TokenStore.Stored(NEW, List.of(), false, null, 2, null));
        }

        @Test
        void theFirstTokensMayComeTwiceAtOnce() throws Exception {
            assertThat(AtOnce.run(20, caller -> {
                        store.store(acme, Peer.KOMMO, NEW);
                        return true;
                    }))
                    .hasSize(20);

            assertThat(store.find(acme, Peer.KOMMO))
                    .contains(new TokenStore.Stored(NEW, List.of(), false, null, 20, null));
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
                assertThat(ends(acme)).as(token).isEqualTo(NOON.plus(Duration.ofDays(365)));
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

        private void replace(String name) {
            TokenStore.Stored seen = store.find(acme, Peer.KOMMO).orElseThrow();
            assertThat(store.replace(acme, Peer.KOMMO, seen, tokens(name))).isTrue();
        }

        private List<String> refreshTokens() {
            return store.find(acme, Peer.KOMMO).orElseThrow().refreshTokens();
        }

        private Instant ends(long connection) {
            return store.find(connection, Peer.KOMMO).orElseThrow().tokens().accessExpiresAt();
        }

        private String column(String name) {
            return (String) jdbc.sql("select * from token").query().singleRow().get(name);
        }

        private static Tokens tokens(String name) {
            return new Tokens(
                    name + "-access", name + "-refresh", NOON.plusSeconds(3600), NOON.plus(Duration.ofDays(100)));
        }
    }
}
