package org.wonbooks.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;

/** Up to when each system of a connection has been looked through. Part of the caller's transaction. */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class Watermarks {

    /** A tick of the clock may come a little early: the sweep should not be put off to the next one. */
    private static final Duration EARLY = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public Watermarks(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * What was looked through.
     *
     * @param sweptFrom when the connection went live: what was won before is not billed by itself; null: it is not live
     *     yet
     * @param sweptTo all up to then is stored
     */
    public record Swept(Instant sweptFrom, Instant sweptTo) {

        private static Swept read(ResultSet row, int number) throws SQLException {
            return new Swept(DatabaseTime.read(row, "swept_from"), DatabaseTime.read(row, "swept_to"));
        }
    }

    /** What was looked through of Kommo. */
    public Swept kommo(long connectionId) {
        return jdbc.sql("select live_since as swept_from, kommo_swept_to as swept_to from connection where id = ?")
                .param(connectionId)
                .query(Swept::read)
                .single();
    }

    /**
     * All of Kommo from a time to a time is stored. Unless somebody set the watermark back since it was read: then
     * there is another sweep to follow.
     *
     * @param seen as it was when the sweep began
     */
    public void kommoSwept(long connectionId, Swept seen, Instant from, Instant to) {
        jdbc.sql(
                        """
                        update connection set kommo_swept_to = ?, live_since = coalesce(live_since, ?)
                         where id = ? and kommo_swept_to is not distinct from ?
                        """)
                .params(DatabaseTime.parameter(to), DatabaseTime.parameter(from), connectionId)
                .param(DatabaseTime.parameter(seen.sweptTo()))
                .update();
    }

    /** Up to when QuickBooks was looked through; null: never. */
    public Instant quickbooks(long connectionId) {
        return jdbc.sql("select quickbooks_swept_to from connection where id = ?")
                .param(connectionId)
                .query((row, number) -> Optional.ofNullable(DatabaseTime.read(row, "quickbooks_swept_to")))
                .single()
                .orElse(null);
    }

    /** All of QuickBooks up to a time is stored; as {@link #kommoSwept}. */
    public void quickbooksSwept(long connectionId, Instant seen, Instant to) {
        jdbc.sql(
                        """
                        update connection set quickbooks_swept_to = ?
                         where id = ? and quickbooks_swept_to is not distinct from ?
                        """)
                .params(DatabaseTime.parameter(to), connectionId)
                .param(DatabaseTime.parameter(seen))
                .update();
    }

    /** How many sweeps over QuickBooks in a row have found nothing. */
    public int calm(long connectionId) {
        return jdbc.sql("select quickbooks_calm from connection where id = ?")
                .param(connectionId)
                .query(Integer.class)
                .single();
    }

    /** The same, as it is by now; the next sweep is due after the interval that follows from it. */
    public void calm(long connectionId, int sweeps, Duration interval) {
        jdbc.sql("update connection set quickbooks_calm = ?, quickbooks_sweep_due_at = ? where id = ?")
                .params(sweeps, DatabaseTime.parameter(time.now().plus(interval)), connectionId)
                .update();
    }

    /** Has both systems looked through again from then on, if they were looked through further. */
    public void setBack(long connectionId, Instant since) {
        jdbc.sql(
                        """
                        update connection set live_since = least(coalesce(live_since, :since), :since),
                                              kommo_swept_to = least(coalesce(kommo_swept_to, :since), :since),
                                              quickbooks_swept_to = least(coalesce(quickbooks_swept_to, :since), :since)
                         where id = :id
                        """)
                .param("since", DatabaseTime.parameter(since))
                .param("id", connectionId)
                .update();
    }

    /** What was won in Kommo before this second is none of a sweep's business, unless that was said before. */
    public void begin(long connectionId) {
        jdbc.sql("update connection set live_since = coalesce(live_since, ?) where id = ?")
                .params(DatabaseTime.parameter(time.now().truncatedTo(ChronoUnit.SECONDS)), connectionId)
                .update();
    }

    /** What was won in Kommo before now, which it says in whole seconds, is none of a sweep's business any more. */
    public void beginNow(long connectionId) {
        Instant next = time.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        jdbc.sql("update connection set live_since = ? where id = ?")
                .params(DatabaseTime.parameter(next), connectionId)
                .update();
    }

    /** Other deals count as won from now on: those that were won before are none of a sweep's business. */
    public void beginAnew(long connectionId) {
        jdbc.sql("update connection set live_since = ? where id = ? and live_since is not null")
                .params(DatabaseTime.parameter(time.now().truncatedTo(ChronoUnit.SECONDS)), connectionId)
                .update();
    }

    /** Is it time for a sweep, as far as can be seen without waiting for anybody? */
    public boolean seemsDue(long connectionId, Peer peer, Duration longest) {
        return jdbc.sql("select count(*) from connection where id = :id and " + isDue(peer))
                        .params(dueBy(connectionId, longest))
                        .query(Long.class)
                        .single()
                == 1;
    }

    /**
     * Is it time for a sweep? Says so once in an interval, to one instance.
     *
     * @param longest a due time that is further away is an earlier setting's, and counts no more
     */
    public boolean due(long connectionId, Peer peer, Duration interval, Duration longest) {
        return jdbc.sql("update connection set " + peer.path() + "_sweep_due_at = :next where id = :id and "
                                + isDue(peer))
                        .params(dueBy(connectionId, longest))
                        .param("next", DatabaseTime.parameter(time.now().plus(interval)))
                        .update()
                == 1;
    }

    private static String isDue(Peer peer) {
        String column = peer.path() + "_sweep_due_at";
        return "(" + column + " is null or " + column + " <= :soon or " + column + " > :latest)";
    }

    private Map<String, Object> dueBy(long connectionId, Duration longest) {
        Instant soon = time.now().plus(EARLY);
        return Map.of(
                "id", connectionId,
                "soon", DatabaseTime.parameter(soon),
                "latest", DatabaseTime.parameter(soon.plus(longest)));
    }
}
