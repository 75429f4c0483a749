package org.wonbooks.oauth;

import static org.wonbooks.database.DatabaseTime.parameter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;

/**
 * The tokens, in the database, each encrypted for its row and column. A version counts up with every pair stored, so
 * that whoever comes late with an older pair changes nothing.
 */
@Repository
public class TokenStore {

    /** How long a refresh has the row for itself; longer than its call can take. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String INSERT =
            """
            insert into token (connection_id, system, access_token, refresh_token, access_expires_at,
                               refresh_expires_at, state, version)
            values (:connection, :system, :access, :refresh, :accessExpiresAt, :refreshExpiresAt, 'READY', 1)
            """;

    private static final String REPLACE =
            """
            update token
               set access_token = :access, refresh_token = :refresh, access_expires_at = :accessExpiresAt,
                   refresh_expires_at = :refreshExpiresAt, state = 'READY', reason = null,
                   version = version + 1, lease_owner = null, lease_until = null
             where connection_id = :connection and system = :system
            """;

    private static final String REFUSE =
            """
            update token set state = 'NEEDS_RECONNECT', reason = :reason
             where connection_id = :connection and system = :system
            """;

    private static final String SEEN = " and version = :version";

    private static final String LEASE_ROW =
            """
            update token set lease_owner = :owner, lease_until = :until
             where connection_id = :connection and system = :system and version = :version
               and (lease_until is null or lease_until < :now)
            """;

    private static final String RELEASE_ROW =
            """
            update token set lease_owner = null, lease_until = null
             where connection_id = :connection and system = :system and lease_owner = :owner
            """;

    private static final String LOG =
            """
            insert into token_refresh (connection_id, system, at, outcome, detail)
            values (:connection, :system, :at, :outcome, :detail)
            """;

    private final JdbcClient jdbc;
    private final Encryption encryption;
    private final DatabaseTime time;
    private final Clock clock;

    TokenStore(JdbcClient jdbc, Encryption encryption, DatabaseTime time, Clock clock) {
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.time = time;
        this.clock = clock;
    }

    /** A stored pair; with {@code reason}, the peer has refused it for good. */
    record Stored(Tokens tokens, boolean needsReconnect, String reason, long version) {

        AccessToken access() {
            return new AccessToken(tokens.access(), version);
        }
    }

    /** Stores a long-lived Kommo token, which works until it ends. */
    public void storeLongLived(long connectionId, String token) {
        store(connectionId, Peer.KOMMO, Tokens.longLived(token, clock.instant()));
    }

    /** Stores a refresh token; its first use gets the access token. */
    public void storeRefreshToken(long connectionId, Peer peer, String refreshToken) {
        store(connectionId, peer, Tokens.toBeRefreshed(peer, refreshToken, clock.instant()));
    }

    /** Stores what a person just gave us, whatever was there: the connection is ready again. */
    void store(long connectionId, Peer peer, Tokens tokens) {
        if (pair(REPLACE, connectionId, peer, tokens).update() == 0) {
            try {
                pair(INSERT, connectionId, peer, tokens).update();
            } catch (DuplicateKeyException e) {
                pair(REPLACE, connectionId, peer, tokens).update();
            }
        }
    }

    Optional<Stored> find(long connectionId, Peer peer) {
        return row("select * from token where connection_id = :connection and system = :system", connectionId, peer)
                .query((row, number) -> read(row, connectionId, peer))
                .optional();
    }

    /** Takes the row for one refresh, if these are still its tokens and nobody else has it. */
    boolean lease(long connectionId, Peer peer, long version, String owner) {
        Instant now = time.now();
        return row(LEASE_ROW, connectionId, peer)
                        .param("owner", owner)
                        .param("until", parameter(now.plus(LEASE)))
                        .param("version", version)
                        .param("now", parameter(now))
                        .update()
                == 1;
    }

    /** Ends all refreshes that are under way. */
    void endAllLeases() {
        jdbc.sql("update token set lease_owner = null, lease_until = null where lease_owner is not null")
                .update();
    }

    void release(long connectionId, Peer peer, String owner) {
        row(RELEASE_ROW, connectionId, peer).param("owner", owner).update();
    }

    /** Replaces the pair of this version; false when it was replaced before. */
    boolean replace(long connectionId, Peer peer, long version, Tokens tokens) {
        return pair(REPLACE + SEEN, connectionId, peer, tokens)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** The peer refused the pair of this version for good; false when it was replaced before. */
    boolean needsReconnect(long connectionId, Peer peer, long version, String reason) {
        return row(REFUSE + SEEN, connectionId, peer)
                        .param("reason", reason)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** Keeps what became of a refresh. */
    void log(long connectionId, Peer peer, String outcome, String detail) {
        row(LOG, connectionId, peer)
                .param("at", parameter(clock.instant()))
                .param("outcome", outcome)
                .param("detail", detail)
                .update();
    }

    /** One statement with both tokens. */
    private JdbcClient.StatementSpec pair(String sql, long connectionId, Peer peer, Tokens tokens) {
        String refresh = tokens.refresh();
        return row(sql, connectionId, peer)
                .param("access", encryption.encrypt(tokens.access(), place(connectionId, peer, "access")))
                .param(
                        "refresh",
                        refresh == null ? null : encryption.encrypt(refresh, place(connectionId, peer, "refresh")))
                .param("accessExpiresAt", parameter(tokens.accessExpiresAt()))
                .param("refreshExpiresAt", parameter(tokens.refreshExpiresAt()));
    }

    private Stored read(ResultSet row, long connectionId, Peer peer) throws SQLException {
        String refresh = row.getString("refresh_token");
        Tokens tokens = new Tokens(
                encryption.decrypt(row.getString("access_token"), place(connectionId, peer, "access")),
                refresh == null ? null : encryption.decrypt(refresh, place(connectionId, peer, "refresh")),
                DatabaseTime.read(row, "access_expires_at"),
                DatabaseTime.read(row, "refresh_expires_at"));
        boolean needsReconnect = row.getString("state").equals("NEEDS_RECONNECT");
        return new Stored(tokens, needsReconnect, row.getString("reason"), row.getLong("version"));
    }

    private JdbcClient.StatementSpec row(String sql, long connectionId, Peer peer) {
        return jdbc.sql(sql).param("connection", connectionId).param("system", peer.name());
    }

    private static String place(long connectionId, Peer peer, String column) {
        return "token/" + connectionId + "/" + peer + "/" + column;
    }
}
