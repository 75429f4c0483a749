package org.wonbooks.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/**
 * What had to be left out of a list that was read, since the list could not be read with it. A person puts it right; it
 * goes away when the thing has been read again. Part of the caller's transaction.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class LeftOut {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public LeftOut(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Something that was left out.
     *
     * @param kind {@code Invoice}, {@code lead} …
     * @param object its id, or where it stood
     * @param changedAt when it was changed, to the second, where its id is not known; null: the id is known, or nothing
     * @param lookedAt when it was last tried; null: now
     */
    public record Thing(String kind, String object, Instant changedAt, String reason, String fix, Instant lookedAt) {

        /** What stands for the id of something of a second: the second, and which one of it this is. */
        public static String at(Instant second, long before) {
            return second + (before == 0 ? "" : " (" + (before + 1) + ")");
        }

        /** The same thing? */
        public boolean is(Thing other) {
            return kind.equals(other.kind) && object.equals(other.object);
        }
    }

    /**
     * Names what a sweep had to leave out, and no more what it has read.
     *
     * @param read whether something that is named was read, or would have been
     */
    public void settle(long connectionId, Peer peer, Predicate<Thing> read, List<Thing> leftOut) {
        of(connectionId, peer).stream()
                .filter(read)
                .filter(known -> leftOut.stream().noneMatch(known::is))
                .forEach(known -> settled(connectionId, peer, known));
        leftOut.forEach(thing -> note(connectionId, peer, thing));
    }

    /** Names it, once; what is known of it already gets the present words. */
    private void note(long connectionId, Peer peer, Thing thing) {
        String reason = DatabaseText.fit(thing.reason(), LONGEST);
        String fix = DatabaseText.fit(thing.fix(), LONGEST);
        int known = jdbc.sql(
                        """
                        update left_out set reason = ?, fix = ?, looked_at = ?
                         where connection_id = ? and peer = ? and kind = ? and object = ?
                        """)
                .params(reason, fix, DatabaseTime.parameter(time.now()), connectionId, peer.name())
                .params(thing.kind(), thing.object())
                .update();
        if (known == 0) {
            LOG.warn("Connection {}: left out of a list of {}: {}", connectionId, peer.title(), reason);
            jdbc.sql(
                            """
                            insert into left_out (connection_id, peer, kind, object, changed_at, reason, fix, since,
                                                  looked_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(connectionId, peer.name(), thing.kind(), thing.object())
                    .params(DatabaseTime.parameter(thing.changedAt()), reason, fix)
                    .params(DatabaseTime.parameter(time.now()), DatabaseTime.parameter(time.now()))
                    .update();
        }
    }

    /** All that is left out of a peer's lists. */
    public List<Thing> of(long connectionId, Peer peer) {
        return jdbc.sql("select * from left_out where connection_id = ? and peer = ? order by kind, object")
                .params(connectionId, peer.name())
                .query(LeftOut::read)
                .list();
    }

    /** It has been read, or a person says that nothing is to be done. */
    public void settled(long connectionId, Peer peer, Thing thing) {
        jdbc.sql("delete from left_out where connection_id = ? and peer = ? and kind = ? and object = ?")
                .params(connectionId, peer.name(), thing.kind(), thing.object())
                .update();
    }

    private static Thing read(ResultSet row, int number) throws SQLException {
        return new Thing(
                row.getString("kind"),
                row.getString("object"),
                DatabaseTime.read(row, "changed_at"),
                row.getString("reason"),
                row.getString("fix"),
                DatabaseTime.read(row, "looked_at"));
    }
}
