package org.wonbooks.oauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.token.AccessToken;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Fifty threads on each instance meet an access token that has expired: the peer is asked once. */
class OneRefreshTest {

    private static final int THREADS = 50;

    @Nested
    class OneInstanceOnH2 extends Expiry {
        OneInstanceOnH2() {
            super(TestDatabase.H2, 1);
        }
    }

    @Nested
    @Whole
    class ThreeInstancesOnPostgreSql extends Expiry {
        ThreeInstancesOnPostgreSql() {
            super(TestDatabase.POSTGRESQL, 3);
        }
    }

    abstract static class Expiry extends DatabaseTest {

        private static final WonbooksSettings SETTINGS = new WonbooksSettings("http://localhost", "", null, null);

        private final List<HikariDataSource> pools = new ArrayList<>();
        private final List<AccessTokens> instances = new ArrayList<>();
        private final TokenStore store;
        private final CountingServers servers = new CountingServers();
        private final AtomicInteger callers = new AtomicInteger();

        Expiry(TestDatabase database, int number) {
            super(database);
            store = newStore(jdbc);
            for (int i = 0; i < number; i++) {
                instances.add(new AccessTokens(newStore(poolOfItsOwn()), null, servers, SETTINGS, event -> {}, clock));
            }
        }

        @AfterAll
        void closePools() {
            pools.forEach(HikariDataSource::close);
        }

        @Test
        void makesOneRefresh() throws Exception {
            for (int round = 1; round <= 10; round++) {
                long id = connections.create("Acme", "acme" + round, null, ConnectionSettings.defaults());
                Connection connection = connections.get(id);
                store.store(id, Peer.QUICKBOOKS, new Tokens("old-access", "old-refresh", NOON.minusSeconds(1), NOON));
                servers.calls.set(0);
                callers.set(0);

                List<AccessToken> given = AtOnce.run(THREADS * instances.size(), caller -> {
                    callers.incrementAndGet();
                    return instances.get(caller % instances.size()).current(connection, Peer.QUICKBOOKS);
                });

                assertThat(servers.calls).hasValue(1);
                assertThat(given).hasSize(THREADS * instances.size()).containsOnly(new AccessToken("new-access", 2));
            }
        }

        private TokenStore newStore(JdbcClient client) {
            return new TokenStore(
                    client, bean(Encryption.class), new DatabaseTime(client, new DatabaseKind(pool)), clock);
        }

        private JdbcClient poolOfItsOwn() {
            HikariDataSource its = new HikariDataSource();
            its.setJdbcUrl(((HikariDataSource) pool).getJdbcUrl());
            its.setMaximumPoolSize(8);
            pools.add(its);
            return JdbcClient.create(its);
        }

        /** Answers when everybody has asked for a token. */
        private final class CountingServers extends AuthorizationServers {

            private final AtomicInteger calls = new AtomicInteger();

            CountingServers() {
                super(SETTINGS, null, null, null, null, null, null);
            }

            @Override
            public Tokens refresh(Connection connection, Peer peer, String refreshToken) {
                assertThat(refreshToken).isEqualTo("old-refresh");
                calls.incrementAndGet();
                await().until(() -> callers.get() == THREADS * instances.size());
                return new Tokens("new-access", "new-refresh", NOON.plus(Duration.ofHours(1)), NOON);
            }
        }
    }
}
