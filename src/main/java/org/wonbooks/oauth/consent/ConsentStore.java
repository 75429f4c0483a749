package org.wonbooks.oauth.consent;

import static org.wonbooks.database.DatabaseTime.parameter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Digest;

/**
 * Who is on the way to a consent page, in the database: proof, when a browser comes back, that it is the one we sent.
 * Only digests are kept.
 */
@Repository
class ConsentStore {

    static final Duration LIFE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    ConsentStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the browser takes along: one part through the peer, the other in a cookie. */
    record Ticket(String state, String cookie) {}

    /**
     * Who was sent, for which connection.
     *
     * @param back names the page to come back to; null: the start page
     */
    record Consent(
            long connectionId, Peer peer, String username, String cookieDigest, Instant expiresAt, String back) {}

    Ticket begin(long connectionId, Peer peer, String username, String back) {
        Ticket ticket = new Ticket(Digest.newSecret(), Digest.newSecret());
        jdbc.sql("delete from oauth_state where expires_at < ?")
                .param(parameter(clock.instant()))
                .update();
        jdbc.sql(
                        """
                        insert into oauth_state (state_digest, cookie_digest, connection_id, system, username, expires_at,
                                                 back)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Digest.sha256(ticket.state()), Digest.sha256(ticket.cookie()), connectionId)
                .params(peer.name(), username, parameter(clock.instant().plus(LIFE)))
                .param(back)
                .update();
        return ticket;
    }

    /**
     * Uses a state up, whatever comes of it.
     *
     * @param whose who is back; null: not known
     * @throws NotTaken when it is unknown, used, too old, or another browser's or person's
     */
    Consent take(Ticket ticket, Peer peer, String whose) {
        String state = Digest.sha256(ticket.state());
        Optional<Consent> found = jdbc.sql("select * from oauth_state where state_digest = ?")
                .param(state)
                .query(ConsentStore::read)
                .optional();
        boolean first = jdbc.sql("delete from oauth_state where state_digest = ?")
                        .param(state)
                        .update()
                == 1;
        Consent sent = found.filter(one -> first && one.peer() == peer)
                .orElseThrow(() -> new NotTaken("was used before, or was never begun"));
        if (!sent.expiresAt().isAfter(clock.instant())) {
            throw new NotTaken("was begun more than ten minutes ago");
        }
        if (!same(sent.cookieDigest(), Digest.sha256(ticket.cookie()))) {
            throw new NotTaken("was not begun last in this browser");
        }
        if (whose != null && !whose.equals(sent.username())) {
            throw new NotTaken("was begun by somebody else");
        }
        return sent;
    }

    /** Its message says what is wrong with the connect that the answer belongs to. */
    static final class NotTaken extends RuntimeException {

        NotTaken(String words) {
            super(words);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Consent read(ResultSet row, int number) throws SQLException {
        return new Consent(
                row.getLong("connection_id"),
                Peer.valueOf(row.getString("system")),
                row.getString("username"),
                row.getString("cookie_digest"),
                DatabaseTime.read(row, "expires_at"),
                row.getString("back"));
    }
}
