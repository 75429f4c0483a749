package org.wonbooks.oauth.token;

import static org.wonbooks.database.DatabaseTime.parameter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;

/**
 * The tokens, in the database, each encrypted for its row and column. A version counts up with every pair stored, so
 * that whoever comes late with an older pair changes nothing. The two refresh tokens before the present one stay, until
 * a person gives new ones.
 */
@Repository
public class TokenStore {

    /** How long a refresh has the row for itself; longer than its call can take. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final String INSERT =
            """
            insert into token (connection_id, system, access_token, refresh_token, access_expires_at,
                               refresh_expires_at, previous_refresh_token, earlier_refresh_token, state, version)
            values (:connection, :system, :access, :refresh, :accessExpiresAt, :refreshExpiresAt, :previous, :earlier,
                    'READY', 1)
            """;

    private static final String REPLACE =
            """
            update token
               set access_token = :access, refresh_token = :refresh, access_expires_at = :accessExpiresAt,
                   refresh_expires_at = :refreshExpiresAt, previous_refresh_token = :previous,
                   earlier_refresh_token = :earlier, state = 'READY', reason = null,
                   version = version + 1, lease_owner = null, lease_until = null, doubted_at = null, refresh_due = false
             where connection_id = :connection and system = :system
            """;

    private static final String REFUSE =
            """
            update token set state = 'NEEDS_RECONNECT', reason = case when state = 'READY'
                   then left(:reason || coalesce('. ' || reason, ''), 500) else reason end
             where connection_id = :connection and system = :system
            """;

    private static final String SEEN = " and version = :version";

    private static final String LEASE_ROW =
            """
            update token set lease_owner = :owner, lease_until = :until
             where connection_id = :connection and system = :system and version = :version
               and (lease_until is null or lease_until < :now)
            """;

    private static final String RENEW_LEASE =
            """
            update token set lease_until = :until
             where connection_id = :connection and system = :system and version = :version and lease_owner = :owner
            """;

    private static final String KEEP =
            """
            update token set previous_refresh_token = :previous, earlier_refresh_token = :earlier, state = 'READY',
                             reason = null, version = version + 1
             where connection_id = :connection and system = :system
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

    public TokenStore(JdbcClient jdbc, Encryption encryption, DatabaseTime time, Clock clock) {
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.time = time;
        this.clock = clock;
    }

    /**
     * A stored pair; with {@code reason}, the peer has refused it for good.
     *
     * @param before the refresh tokens before the present one, newest first
     * @param doubtedAt when the peer refused it once, by the database's clock; null: it did not, or took it since
     */
    public record Stored(
            Tokens tokens,
            List<String> before,
            boolean needsReconnect,
            String reason,
            long version,
            Instant doubtedAt) {

        public AccessToken access() {
            return new AccessToken(tokens.access(), version, doubtedAt != null);
        }

        /** The refresh tokens that we know, newest first. */
        public List<String> refreshTokens() {
            return Stream.concat(Stream.of(tokens.refresh()), before.stream()).toList();
        }

        /** What stays of them beside the next one, which may well be one of them. */
        private List<String> besides(String next) {
            return refreshTokens().stream()
                    .filter(token -> !token.equals(next))
                    .limit(2)
                    .toList();
        }

        /** Keeps the tokens out of logs. */
        @Override
        public String toString() {
            return "Stored[" + tokens + ", version=" + version + ", reason=" + reason + "]";
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
    public void store(long connectionId, Peer peer, Tokens tokens) {
        if (pair(REPLACE, connectionId, peer, tokens, List.of()).update() == 0) {
            try {
                pair(INSERT, connectionId, peer, tokens, List.of()).update();
            } catch (DuplicateKeyException e) {
                pair(REPLACE, connectionId, peer, tokens, List.of()).update();
            }
        }
    }

    public Optional<Stored> find(long connectionId, Peer peer) {
        return row("select * from token where connection_id = :connection and system = :system", connectionId, peer)
                .query((row, number) -> read(row, connectionId, peer))
                .optional();
    }

    /** Takes the row for one refresh, if these are still its tokens and nobody else has it. */
    public boolean lease(long connectionId, Peer peer, long version, String owner) {
        Instant now = time.now();
        return row(LEASE_ROW, connectionId, peer)
                        .param("owner", owner)
                        .param("until", parameter(now.plus(LEASE)))
                        .param("version", version)
                        .param("now", parameter(now))
                        .update()
                == 1;
    }

    /** Has the row for another while; false when it has other tokens by now, or somebody else has it. */
    public boolean renew(long connectionId, Peer peer, long version, String owner) {
        return row(RENEW_LEASE, connectionId, peer)
                        .param("until", parameter(time.now().plus(LEASE)))
                        .param("version", version)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    public void release(long connectionId, Peer peer, String owner) {
        row(RELEASE_ROW, connectionId, peer).param("owner", owner).update();
    }

    /**
     * Replaces the pair of this version, refused or not; false when it was replaced before. Then a refresh token that
     * we don't have is kept beside the present ones: the peer may have given it out after them, and a process that
     * stood still may hand it in late.
     */
    public boolean replace(long connectionId, Peer peer, Stored old, Tokens tokens) {
        boolean replaced = pair(REPLACE + SEEN, connectionId, peer, tokens, old.besides(tokens.refresh()))
                        .param("version", old.version)
                        .update()
                == 1;
        while (!replaced && !kept(connectionId, peer, tokens.refresh())) {
            // Others have changed the row meanwhile, which happens once in a blue moon.
        }
        return replaced;
    }

    private boolean kept(long connectionId, Peer peer, String late) {
        Stored present = late == null ? null : find(connectionId, peer).orElse(null);
        if (present == null
                || present.tokens.refresh() == null
                || present.refreshTokens().contains(late)) {
            return true;
        }
        String previous = present.before.isEmpty() ? null : present.before.get(0);
        return row(KEEP + SEEN, connectionId, peer)
                        .param("previous", sealed(late, connectionId, peer, "previous"))
                        .param("earlier", sealed(previous, connectionId, peer, "earlier"))
                        .param("version", present.version)
                        .update()
                == 1;
    }

    /** The peer refused the pair of this version for good; false when it was replaced before. */
    public boolean needsReconnect(long connectionId, Peer peer, long version, String reason) {
        return row(REFUSE + SEEN, connectionId, peer)
                        .param("reason", reason)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** Keeps what became of a refresh. */
    public void log(long connectionId, Peer peer, String outcome, String detail) {
        row(LOG, connectionId, peer)
                .param("at", parameter(clock.instant()))
                .param("outcome", outcome)
                .param("detail", detail)
                .update();
    }

    /** Drops what became of refreshes before that time. */
    public void forgetRefreshesBefore(Instant time) {
        jdbc.sql("delete from token_refresh where at < :time")
                .param("time", parameter(time))
                .update();
    }

    /** One statement with all tokens. */
    private JdbcClient.StatementSpec pair(
            String sql, long connectionId, Peer peer, Tokens tokens, List<String> before) {
        return row(sql, connectionId, peer)
                .param("access", sealed(tokens.access(), connectionId, peer, "access"))
                .param("refresh", sealed(tokens.refresh(), connectionId, peer, "refresh"))
                .param("previous", sealed(before.isEmpty() ? null : before.get(0), connectionId, peer, "previous"))
                .param("earlier", sealed(before.size() < 2 ? null : before.get(1), connectionId, peer, "earlier"))
                .param("accessExpiresAt", parameter(tokens.accessExpiresAt()))
                .param("refreshExpiresAt", parameter(tokens.refreshExpiresAt()));
    }

    private Stored read(ResultSet row, long connectionId, Peer peer) throws SQLException {
        Tokens tokens = new Tokens(
                opened(row.getString("access_token"), connectionId, peer, "access"),
                opened(row.getString("refresh_token"), connectionId, peer, "refresh"),
                DatabaseTime.read(row, "access_expires_at"),
                DatabaseTime.read(row, "refresh_expires_at"));
        List<String> before = Stream.of(
                        opened(row.getString("previous_refresh_token"), connectionId, peer, "previous"),
                        opened(row.getString("earlier_refresh_token"), connectionId, peer, "earlier"))
                .filter(Objects::nonNull)
                .toList();
        boolean needsReconnect = row.getString("state").equals("NEEDS_RECONNECT");
        return new Stored(
                tokens,
                before,
                needsReconnect,
                row.getString("reason"),
                row.getLong("version"),
                DatabaseTime.read(row, "doubted_at"));
    }

    private String sealed(String token, long connectionId, Peer peer, String column) {
        return token == null ? null : encryption.encrypt(token, place(connectionId, peer, column));
    }

    private String opened(String sealed, long connectionId, Peer peer, String column) {
        return sealed == null ? null : encryption.decrypt(sealed, place(connectionId, peer, column));
    }

    private JdbcClient.StatementSpec row(String sql, long connectionId, Peer peer) {
        return jdbc.sql(sql).param("connection", connectionId).param("system", peer.name());
    }

    static String place(long connectionId, Peer peer, String column) {
        return "token/" + connectionId + "/" + peer + "/" + column;
    }
}
