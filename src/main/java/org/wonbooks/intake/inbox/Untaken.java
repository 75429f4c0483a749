package org.wonbooks.intake.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/**
 * Which deliveries are stored and not yet taken apart, in the table {@code untaken}. They are no work in the table
 * {@code work}: a delivery belongs to no connection before it is read, waits for none, and what it has come to is
 * written down piece by piece. A claim is one conditional update here too, and puts off when it is due.
 */
@Repository
class Untaken {

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final WorkSettings settings;

    Untaken(JdbcClient jdbc, DatabaseTime time, WorkSettings settings) {
        this.jdbc = jdbc;
        this.time = time;
        this.settings = settings;
    }

    /**
     * A delivery that this process takes apart.
     *
     * @param receivedAt when it was stored, by the database's clock: what was read after that knows what it tells
     * @param attempts this one included
     * @param taken how many of its events have their rows
     */
    record Claimed(long id, Instant receivedAt, long epoch, int attempts, int taken) {

        /** So much of it has its rows by now: what fails next, fails for the first time. */
        Claimed taken(int events) {
            return new Claimed(id, receivedAt, epoch, 1, events);
        }
    }

    /** It is to be taken apart now. Part of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(long delivery, Instant now) {
        jdbc.sql("insert into untaken (inbox_id, due_at) values (?, ?)")
                .params(delivery, DatabaseTime.parameter(now))
                .update();
    }

    /** @param more whether others were due too */
    record Due(Claimed delivery, byte[] body, boolean more) {}

    /** Takes the one that is due longest, for as long as a lease; empty: none is due. */
    Optional<Due> claim() {
        while (true) {
            Instant now = time.now();
            Optional<Due> next = jdbc.sql(
                            """
                            select u.*, i.received_at, i.body,
                                   (select count(*) from untaken o where o.due_at <= :now) as due
                              from untaken u join inbox i on i.id = u.inbox_id
                             where u.due_at <= :now order by u.due_at, u.inbox_id limit 1
                            """)
                    .param("now", DatabaseTime.parameter(now))
                    .query(Untaken::read)
                    .optional();
            if (next.isEmpty() || take(next.get().delivery(), now)) {
                return next;
            }
        }
    }

    private boolean take(Claimed next, Instant now) {
        return jdbc.sql(
                                """
                        update untaken set due_at = ?, epoch = ?, attempts = ?
                         where inbox_id = ? and epoch = ? and due_at <= ?
                        """)
                        .params(leaseEnd(now), next.epoch(), next.attempts(), next.id(), next.epoch() - 1)
                        .param(DatabaseTime.parameter(now))
                        .update()
                == 1;
    }

    /** As it is once it is claimed. */
    private static Due read(ResultSet row, int number) throws SQLException {
        Claimed delivery = new Claimed(
                row.getLong("inbox_id"),
                DatabaseTime.read(row, "received_at"),
                row.getLong("epoch") + 1,
                row.getInt("attempts") + 1,
                row.getInt("taken"));
        return new Due(delivery, row.getBytes("body"), row.getInt("due") > 1);
    }

    /**
     * First statement of a transaction that writes down what was taken of it: locks the row, and renews the claim. It
     * has got on, so the attempts are counted anew. False: another process has taken it over.
     */
    boolean hold(Claimed delivery, int taken) {
        return jdbc.sql("update untaken set taken = ?, due_at = ?, attempts = 1, reason = null"
                                + " where inbox_id = ? and epoch = ?")
                        .params(taken, leaseEnd(time.now()), delivery.id(), delivery.epoch())
                        .update()
                == 1;
    }

    /** As {@link #hold}, in the transaction after which nothing of it is left to be taken. */
    boolean end(Claimed delivery) {
        return jdbc.sql("delete from untaken where inbox_id = ? and epoch = ?")
                        .params(delivery.id(), delivery.epoch())
                        .update()
                == 1;
    }

    /**
     * It goes on at a time.
     *
     * @param counts whether this attempt does
     * @param reason why it did not come to its end; null: it was given back
     */
    void putOff(Claimed delivery, Instant until, boolean counts, String reason) {
        jdbc.sql("update untaken set due_at = ?, attempts = ?, reason = ? where inbox_id = ? and epoch = ?")
                .params(DatabaseTime.parameter(until), delivery.attempts() - (counts ? 0 : 1))
                .params(DatabaseText.fit(reason, 2000), delivery.id(), delivery.epoch())
                .update();
    }

    /**
     * Ends all claims, and what was put off is due too: for a database whose file lock proves that whoever held them is
     * dead.
     */
    void endAllLeases() {
        Object now = DatabaseTime.parameter(time.now());
        jdbc.sql("update untaken set due_at = ? where due_at > ?")
                .params(now, now)
                .update();
    }

    private Object leaseEnd(Instant now) {
        return DatabaseTime.parameter(now.plus(settings.lease()));
    }
}
