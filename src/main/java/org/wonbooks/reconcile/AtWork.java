package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Live.Gap;
import org.wonbooks.database.DatabaseTime;

/**
 * Takes note that a connection is at work, and of the last time that it was not: paused, off, waiting for somebody to
 * connect it again, or without a Wonbooks that runs. What was won then may have been billed by hand. Part of the
 * caller's transaction.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class AtWork {

    /** Several instances see it. */
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public AtWork(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** It is at work now. */
    public void seen(Connection connection) {
        if (connection.state() != Connection.State.READY || connection.mode() != Connection.Mode.LIVE) {
            return;
        }
        Instant now = time.now();
        Gap gap = connection.live().gap(now);
        if (gap != null && !gap.equals(connection.live().gap())) {
            // What no webhook could tell meanwhile the next sweep finds, at once.
            jdbc.sql("update connection set idle_from = ?, idle_to = ?, quickbooks_calm = 0,"
                            + " quickbooks_sweep_due_at = null where id = ?")
                    .params(DatabaseTime.parameter(gap.from()), DatabaseTime.parameter(gap.to()), connection.id())
                    .update();
        }
        jdbc.sql("update connection set live_seen_at = ? where id = ? and (live_seen_at is null or live_seen_at < ?)")
                .params(DatabaseTime.parameter(now), connection.id())
                .param(DatabaseTime.parameter(now.minus(OFTEN_ENOUGH)))
                .update();
    }
}
