package org.wonbooks.oauth.token;

import static org.wonbooks.database.DatabaseTime.parameter;

import java.sql.Types;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;

/** What is said against tokens that we have, and what came of it, in their rows. */
@Repository
public class TokenDoubts {

    private static final String DOUBT =
            """
            update token set doubted_at = :now, version = version + 1
             where connection_id = :connection and system = :system and version = :version
               and state = 'READY' and doubted_at is null
            """;

    private static final String WORKED =
            """
            update token set doubted_at = null
             where connection_id = :connection and system = :system and version = :version and doubted_at is not null
            """;

    private static final String REFRESH_SOON =
            """
            update token set refresh_due = true, reason = coalesce(:words, reason)
             where connection_id = :connection and system = :system and state = 'READY' and not refresh_due
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    TokenDoubts(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * The peer refused the token of this version once. It gets another version, so that calls which began before say
     * nothing more of it; false when it was doubted or replaced before.
     */
    public boolean doubt(long connectionId, Peer peer, long version) {
        return row(DOUBT, connectionId, peer)
                        .param("now", parameter(time.now()))
                        .param("version", version)
                        .update()
                == 1;
    }

    /** They are ours no more: nobody calls with them, and what a refresh that is under way brings is dropped. */
    public void remove(long connectionId, Peer peer) {
        row("delete from token where connection_id = :connection and system = :system", connectionId, peer)
                .update();
    }

    /** For how long a token has been in doubt. */
    public Duration inDoubt(TokenStore.Stored stored) {
        return Duration.between(stored.doubtedAt(), time.now());
    }

    /** The peer took the token of this version after all. */
    public void worked(long connectionId, Peer peer, long version) {
        row(WORKED, connectionId, peer).param("version", version).update();
    }

    /** Has the clockwork refresh the pair with its next turn; a long-lived token stays as it is. */
    public void refreshSoon(long connectionId, Peer peer) {
        refreshSoon(connectionId, peer, null);
    }

    /** The same; these words are told when the peer refuses. False when that was to be done already. */
    public boolean refreshSoon(long connectionId, Peer peer, String words) {
        return row(REFRESH_SOON, connectionId, peer)
                        .param("words", words, Types.VARCHAR)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec row(String sql, long connectionId, Peer peer) {
        return jdbc.sql(sql).param("connection", connectionId).param("system", peer.name());
    }
}
