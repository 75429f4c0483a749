package org.wonbooks.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.database.DatabaseTime;

/**
 * Who works on what. A claim is one conditional update, so that it means the same on H2 and PostgreSQL and over any
 * number of instances: candidates are read without a lock, and the update whose count is 1 has won.
 */
@Repository
public class WorkClaims {

    /** In turn over the connections, so that a busy one delays no other. A lane that runs lets no second one in. */
    private static final String CANDIDATES =
            """
            select id, epoch, connection_id, kommo_down_until, quickbooks_down_until from (
              select w.id, w.epoch, w.due_at, w.connection_id, c.kommo_down_until, c.quickbooks_down_until,
                     coalesce(r.running, 0) as running,
                     row_number() over (partition by w.connection_id order by w.due_at, w.id) as turn
                from work w
                join connection c on c.id = w.connection_id
                left join (select connection_id, count(*) as running from work
                            where state = 'RUNNING' and lease_until >= :now group by connection_id) r
                  on r.connection_id = w.connection_id
               where (w.state = 'OPEN' and w.due_at <= :now or w.state = 'RUNNING' and w.lease_until < :now)
                 and not exists (select 1 from work o where o.running_lane = w.lane and o.id <> w.id
                                                        and o.lease_until >= :now)
                 and not c.paused and c.mode = 'live'
                 and (c.kommo_down_until is null or c.kommo_down_until <= :now)
                 and (c.quickbooks_down_until is null or c.quickbooks_down_until <= :now)
                 and (select count(*) from token t where t.connection_id = c.id and t.state = 'READY') = 2
            ) due
             where turn + running <= :inFlight
             order by turn, due_at
             limit :limit
            """;

    private static final String CLAIM =
            """
            update work set state = 'RUNNING', owner = :owner, epoch = epoch + 1, attempts = attempts + 1,
                            lease_until = :lease, running_lane = lane
             where id = :id and epoch = :epoch
               and (state = 'OPEN' and due_at <= :now or state = 'RUNNING' and lease_until < :now)
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final WorkSettings settings;
    private final LimitSettings limits;
    private final String owner = UUID.randomUUID().toString();

    public WorkClaims(JdbcClient jdbc, DatabaseTime time, WorkSettings settings, LimitSettings limits) {
        this.jdbc = jdbc;
        this.time = time;
        this.settings = settings;
        this.limits = limits;
    }

    private record Candidate(
            long id, long epoch, long connectionId, OffsetDateTime kommoDown, OffsetDateTime quickbooksDown) {

        static Candidate read(ResultSet row, int number) throws SQLException {
            return new Candidate(
                    row.getLong("id"),
                    row.getLong("epoch"),
                    row.getLong("connection_id"),
                    row.getObject("kommo_down_until", OffsetDateTime.class),
                    row.getObject("quickbooks_down_until", OffsetDateTime.class));
        }
    }

    /** Claims up to so many pieces of due work for this instance. */
    public List<Work> claim(int limit) {
        Instant now = time.now();
        List<Candidate> candidates = jdbc.sql(CANDIDATES)
                .param("now", DatabaseTime.parameter(now))
                .param("inFlight", limits.quickbooksInFlight())
                .param("limit", limit)
                .query(Candidate::read)
                .list();
        List<Work> claimed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (mayProbe(candidate, now) && take(candidate, now)) {
                claimed(candidate).ifPresent(claimed::add);
            }
        }
        return claimed;
    }

    /** One at a time tries a peer that was down; the others stay where they are until it has answered. */
    private boolean mayProbe(Candidate candidate, Instant now) {
        return mayProbe(candidate, now, "kommo_down_until", candidate.kommoDown())
                && mayProbe(candidate, now, "quickbooks_down_until", candidate.quickbooksDown());
    }

    private boolean mayProbe(Candidate candidate, Instant now, String column, OffsetDateTime seen) {
        return seen == null
                || jdbc.sql("update connection set " + column + " = ? where id = ? and " + column + " = ?")
                                .params(
                                        DatabaseTime.parameter(now.plus(settings.probe())),
                                        candidate.connectionId(),
                                        seen)
                                .update()
                        == 1;
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

    /** Keeps what is running from being taken over. */
    void renew(Collection<Work> running) {
        OffsetDateTime lease = DatabaseTime.parameter(time.now().plus(settings.lease()));
        for (Work work : running) {
            jdbc.sql("update work set lease_until = ? where id = ? and epoch = ? and state = 'RUNNING'")
                    .params(lease, work.id(), work.epoch())
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
