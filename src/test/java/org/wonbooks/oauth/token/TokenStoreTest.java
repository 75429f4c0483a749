package org.wonbooks.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.AtOnce;
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

    abstract static class TokenRows extends StoredTokens {

        TokenRows(TestDatabase database) {
            super(database);
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
    }
}
