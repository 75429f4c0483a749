package org.wonbooks.oauth.token;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/** The token rows of two connections. */
abstract class StoredTokens extends DatabaseTest {

    static final Tokens OLD = tokens("old");
    static final Tokens NEW = tokens("new");

    final TokenStore store;
    long acme;
    long globex;

    StoredTokens(TestDatabase database) {
        super(database);
        store = new TokenStore(jdbc, bean(Encryption.class), new DatabaseTime(jdbc, new DatabaseKind(pool)), clock);
    }

    @BeforeEach
    void twoConnections() {
        acme = connections.create("Acme", "acme", null, ConnectionSettings.defaults());
        globex = connections.create("Globex", "globex", null, ConnectionSettings.defaults());
    }

    String column(String name) {
        return (String) jdbc.sql("select * from token").query().singleRow().get(name);
    }

    static Tokens tokens(String name) {
        return new Tokens(name + "-access", name + "-refresh", NOON.plusSeconds(3600), NOON.plus(Duration.ofDays(100)));
    }
}
