package org.wonbooks.work.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Who works on what. A claim is one conditional update, so that it means the same on H2 and PostgreSQL and over any
 * number of instances: candidates are read without a lock, and the update whose count is 1 has won.
 */
@Repository
public class WorkClaims {

    /**
     * The connections that may run and have something due, with what each runs now over all instances: a few looks into
     * the index {@code work_of_connection} for each, however much is open. (As a join, or within a derived table, both
     * databases would rather read all that is open. What runs is looked for by a time at which it was due, whichever:
     * H2, where it has counted a small table, takes all indexes of a connection to be alike but for that.)
     */
    static final String CONNECTIONS =
            """
            select c.id, c.mode, c.kommo_down_until, c.quickbooks_down_until,
                   (select count(*) from work r where r.connection_id = c.id and r.state = 'RUNNING'
                                                  and r.due_at > timestamp with time zone '1970-01-01 00:00:00+00'
                                                  and r.lease_until >= :now) as running
              from connection c
             where not c.paused and c.mode <> 'off'
               and (c.kommo_down_until is null or c.kommo_down_until <= :now)
               and (c.quickbooks_down_until is null or c.quickbooks_down_until <= :now)
               and (select count(*) from token t where t.connection_id = c.id and t.state = 'READY') = 2
               and ((select w.id from work w
                      where w.connection_id = c.id and w.state = 'OPEN' and w.due_at <= :now
                      order by w.connection_id, w.state, w.due_at, w.id limit 1) is not null
                 or (select count(*) from work r where r.connection_id = c.id and r.state = 'RUNNING'
                                                   and r.due_at > timestamp with time zone '1970-01-01 00:00:00+00'
                                                   and r.lease_until < :now) > 0)
             order by c.id
            """;

    /** What its dead left behind, then its longest due. A lane that runs lets no second one in. */
    static final String CANDIDATES =
            """
            (select w.id, w.epoch from work w
              where w.connection_id = :connection and w.state = 'RUNNING' and w.lease_until < :now
                and w.due_at > timestamp with time zone '1970-01-01 00:00:00+00'
                and w.kind not in (:waiting)
                and (select count(*) from work o where o.running_lane = w.lane and o.id <> w.id
                                                   and o.lease_until >= :now) = 0
              order by w.connection_id, w.state, w.due_at, w.id limit :limit)
            union all
            (select w.id, w.epoch from work w
              where w.connection_id = :connection and w.state = 'OPEN' and w.due_at <= :now
                and w.kind not in (:waiting)
                and (select count(*) from work o where o.running_lane = w.lane and o.lease_until >= :now) = 0
              order by w.connection_id, w.state, w.due_at, w.id limit :limit)
            """;

    private static final String CLAIM =
            """
            update work set state = 'RUNNING', owner = :owner, epoch = epoch + 1, attempts = attempts + 1,
                            lease_until = :lease, running_lane = lane
             where id = :id and epoch = :epoch
               and (state = 'OPEN' and due_at <= :now or state = 'RUNNING' and lease_until < :now)
               and (select count(*) from work o where o.running_lane = work.lane and o.id <> :id) = 0
            """;

    /** What its dead left behind and will not be run now gives its lane back. */
    private static final String REOPEN =
            """
            update work set state = 'OPEN', owner = null, lease_until = null, running_lane = null
             where connection_id = :connection and state = 'RUNNING' and lease_until < :now and kind in (:waiting)
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final WorkSettings settings;
    private final LimitSettings limits;
    private final String owner = UUID.randomUUID().toString();
    /** The work of this instance that tries a peer that was down, and until when nobody else does. */
    private final Map<Long, OffsetDateTime> probes = new ConcurrentHashMap<>();
    /** The connection that was served last. */
    private volatile long last;

    public WorkClaims(JdbcClient jdbc, DatabaseTime time, WorkSettings settings, LimitSettings limits) {
        this.jdbc = jdbc;
        this.time = time;
        this.settings = settings;
        this.limits = limits;
    }

    /** A connection that may run, with what was found of it so far; null: nothing was looked for. */
    private static final class Ready {

        final long id;
        final boolean inShadow;
        final OffsetDateTime kommoDown;
        final OffsetDateTime quickbooksDown;
        final int running;
        Iterator<Candidate> found;

        Ready(ResultSet row, int number) throws SQLException {
            id = row.getLong("id");
            inShadow = row.getString("mode").equals("shadow");
            kommoDown = row.getObject("kommo_down_until", OffsetDateTime.class);
            quickbooksDown = row.getObject("quickbooks_down_until", OffsetDateTime.class);
            running = row.getInt("running");
        }

        boolean probes() {
            return kommoDown != null || quickbooksDown != null;
        }
    }

    private record Candidate(long id, long epoch) {}

    /** Claims up to so many pieces of due work for this instance: of each connection one, then of each another one. */
    public List<Work> claim(int limit) {
        return claim(limit, List.of());
    }

    /** The same, but for some kinds: their routes do not run here, and what is due of them stays so. */
    List<Work> claim(int limit, Collection<String> stopped) {
        Instant now = time.now();
        List<Work> claimed = new ArrayList<>();
        Deque<Ready> turns = new ArrayDeque<>(ready(now));
        while (!turns.isEmpty() && claimed.size() < limit) {
            Ready connection = turns.poll();
            if (connection.found == null) {
                connection.found = candidates(connection, now, limit, stopped);
            }
            if (connection.found.hasNext()) {
                Candidate candidate = connection.found.next();
                if (mayProbe(connection, now) && take(candidate, now)) {
                    if (connection.probes()) {
                        probes.put(candidate.id(), probedUntil(now));
                    }
                    claimed(candidate).ifPresent(claimed::add);
                    last = connection.id;
                }
                turns.add(connection);
            }
        }
        return claimed;
    }

    /** In their turns: the first is the one after that which was served last. */
    private List<Ready> ready(Instant now) {
        List<Ready> ready = jdbc.sql(CONNECTIONS)
                .param("now", DatabaseTime.parameter(now))
                .query(Ready::new)
                .list();
        long served = last;
        long before =
                ready.stream().filter(connection -> connection.id <= served).count();
        Collections.rotate(ready, (int) -before);
        return ready;
    }

    private Iterator<Candidate> candidates(Ready connection, Instant now, int limit, Collection<String> stopped) {
        Set<String> waiting = new HashSet<>(stopped);
        waiting.add(""); // An empty list is no SQL.
        waiting.addAll(connection.inShadow ? WorkKind.waitingInShadow() : List.of());
        if (waiting.size() > 1) {
            jdbc.sql(REOPEN)
                    .param("connection", connection.id)
                    .param("now", DatabaseTime.parameter(now))
                    .param("waiting", waiting)
                    .update();
        }
        int room = Math.min(connection.probes() ? 1 : limit, limits.quickbooksInFlight() - connection.running);
        if (room <= 0) {
            return Collections.emptyIterator();
        }
        return jdbc
                .sql(CANDIDATES)
                .param("connection", connection.id)
                .param("now", DatabaseTime.parameter(now))
                .param("limit", room)
                .param("waiting", waiting)
                .query((row, number) -> new Candidate(row.getLong("id"), row.getLong("epoch")))
                .list()
                .stream()
                .limit(room)
                .iterator();
    }

    /** One at a time tries a peer that was down; the others stay where they are until it has answered. */
    private boolean mayProbe(Ready connection, Instant now) {
        return mayProbe(connection.id, now, "kommo_down_until", connection.kommoDown)
                && mayProbe(connection.id, now, "quickbooks_down_until", connection.quickbooksDown);
    }

    private boolean mayProbe(long connection, Instant now, String column, OffsetDateTime seen) {
        return seen == null
                || jdbc.sql("update connection set " + column + " = ? where id = ? and " + column + " = ?")
                                .params(probedUntil(now), connection, seen)
                                .update()
                        == 1;
    }

    private OffsetDateTime probedUntil(Instant now) {
        return DatabaseTime.parameter(now.plus(settings.probe()));
    }

    /**
     * A run is over. One that was let through to try a peer, and did not call it, has shown nothing of it: the next one
     * follows at once.
     */
    void ended(Work work) {
        OffsetDateTime until = probes.remove(work.id());
        if (until != null) {
            for (String column : List.of("kommo_down_until", "quickbooks_down_until")) {
                jdbc.sql("update connection set " + column + " = ? where id = ? and " + column + " = ?")
                        .params(DatabaseTime.parameter(time.now()), work.connectionId(), until)
                        .update();
            }
        }
    }

    private boolean take(Candidate candidate, Instant now) {
        try {
            return jdbc.sql(CLAIM)
                            .param("owner", owner)
                            .param("lease", DatabaseTime.parameter(now.plus(settings.lease())))
                            .param("id", candidate.id())
                            .param("epoch", candidate.epoch())
                            .param("now", DatabaseTime.parameter(now))
                            .update()
                    == 1;
        } catch (DuplicateKeyException laneTakenMeanwhile) {
            return false;
        }
    }

    /** Nothing when the process stood still meanwhile for so long that another instance took over. */
    private Optional<Work> claimed(Candidate candidate) {
        return jdbc.sql("select * from work where id = ? and epoch = ?")
                .params(candidate.id(), candidate.epoch() + 1)
                .query(WorkQueue::read)
                .optional();
    }

    /** Keeps what is running from being taken over. A lease that has run out stays so: its run has to be let go. */
    void renew(Collection<Work> running) {
        Instant now = time.now();
        for (Work work : running) {
            jdbc.sql(
                            """
                            update work set lease_until = ?
                             where id = ? and epoch = ? and state = 'RUNNING' and lease_until >= ?
                            """)
                    .params(DatabaseTime.parameter(now.plus(settings.lease())), work.id(), work.epoch())
                    .param(DatabaseTime.parameter(now))
                    .update();
        }
    }

    /** Gives back what this instance has claimed and will not run, at its stop. */
    public void release() {
        jdbc.sql(
                        """
                        update work set state = 'OPEN', attempts = attempts - 1, owner = null, lease_until = null,
                                        running_lane = null
                         where owner = ? and state = 'RUNNING'
                        """)
                .param(owner)
                .update();
    }

    /** Ends all leases: for a database whose file lock proves that whoever held them is dead. */
    public void endAllLeases() {
        jdbc.sql("update work set lease_until = ? where state = 'RUNNING'")
                .param(DatabaseTime.parameter(time.now()))
                .update();
    }
}
