package org.wonbooks.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;

/**
 * What has to be brought up to date, in the table {@code work}: one row a thing, marked due by every hint that
 * something about it changed. How a row is claimed stands in {@code WorkClaims}; here is how it is marked and how it
 * ends.
 */
@Repository
public class WorkQueue {

    /** What was read before now may be old. */
    private static final UnaryOperator<Instant> NOW = UnaryOperator.identity();

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final DueMarks marks;
    private final WorkEnds ends;

    public WorkQueue(
            DataSource dataSource,
            JdbcClient jdbc,
            DatabaseTime time,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.time = time;
        marks = new DueMarks(dataSource, jdbc, time, transactions, events);
        ends = new WorkEnds(jdbc, time);
    }

    /**
     * What a hint became.
     *
     * @param hint its number: the run that has seen this many hints covers it
     */
    public record Marked(long workId, long hint) {}

    /** Marks something due now, as {@link #markDue(long, WorkKind, String, String, Duration)} does. */
    @Transactional(propagation = Propagation.REQUIRED)
    public Marked markDue(long connectionId, WorkKind kind, String key, String lane) {
        return markDue(connectionId, kind, key, lane, Duration.ZERO);
    }

    /**
     * Marks something due: opens it, or opens it again, or has its present run followed by another one. Part of the
     * caller's transaction.
     *
     * @param wait how long it can wait; what is due earlier stays so
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public Marked markDue(long connectionId, WorkKind kind, String key, String lane, Duration wait) {
        return marks.mark(connectionId, kind, Map.of(key, lane), wait, NOW).get(key);
    }

    /**
     * As {@link #markDue(long, WorkKind, String, String)}, by somebody who has just read the thing: it need not be read
     * again.
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public Marked markDueAsRead(long connectionId, WorkKind kind, String key, String lane) {
        return marks.mark(connectionId, kind, Map.of(key, lane), Duration.ZERO, now -> null)
                .get(key);
    }

    /**
     * Marks many things of a kind due now, with few statements.
     *
     * @param lanes by key, in the order in which the rows are locked
     * @return by key
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public Map<String, Marked> markDue(long connectionId, WorkKind kind, SortedMap<String, String> lanes) {
        return marks.mark(connectionId, kind, lanes, Duration.ZERO, NOW);
    }

    /**
     * As {@link #markDue(long, WorkKind, SortedMap)}, by somebody who was told that they changed.
     *
     * @param wait how long they can wait
     * @param told when that was: what was read of them since then is good
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public Map<String, Marked> markDue(
            long connectionId, WorkKind kind, SortedMap<String, String> lanes, Duration wait, Instant told) {
        return marks.mark(connectionId, kind, lanes, wait, now -> told);
    }

    /** Once the caller's transaction is committed, what is due is looked for, after so long; zero: at once. */
    public void dueIn(Duration wait) {
        marks.dueIn(wait);
    }

    /**
     * Takes rows that this transaction will need before it takes others, which come later in the order; what is not
     * there is nobody's. Part of the caller's transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(long connectionId, WorkKind kind, Collection<String> keys) {
        marks.hold(connectionId, kind, keys.stream().sorted());
    }

    /**
     * As {@link #hold(long, WorkKind, Collection)}, where others may be about to make the rows: what is not there is
     * made, and is not due.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdOrMake(long connectionId, WorkKind kind, SortedMap<String, String> lanes) {
        if (!lanes.isEmpty()) {
            marks.holdOrMake(connectionId, kind, lanes);
        }
    }

    /** As {@link #hold(long, WorkKind, Collection)}, for these pieces and all work of these lanes of one connection. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(long connectionId, Collection<Long> ids, Collection<String> lanes) {
        marks.hold(jdbc
                .sql("select * from work where connection_id = ? and (id = any (?) or lane = any (?))")
                .params(connectionId, new SqlArrayValue("bigint", ids.toArray()))
                .param(new SqlArrayValue("varchar", lanes.toArray()))
                .query(WorkQueue::read)
                .list()
                .stream()
                .sorted(Comparator.comparing(Work::kind).thenComparing(Work::key)));
    }

    /**
     * The run brought everything up to date that was asked for by the hints it had seen. False, here as in the other
     * two ends, when another run has taken it over: nothing is written then.
     */
    @Transactional
    public boolean done(Work work) {
        return ends.end(work, "DONE", null, null);
    }

    /** There was nothing to do, for a reason. */
    @Transactional
    public boolean skipped(Work work, String reason) {
        return ends.end(work, "SKIPPED", reason, null);
    }

    /** Only a person can help. */
    @Transactional
    public boolean dead(Work work, String reason, String fix) {
        return ends.end(work, "DEAD", reason, fix);
    }

    /** Tries again at a time; this attempt counts. */
    @Transactional
    public void tryAgain(Work work, Instant due, String reason) {
        ends.open(work, work.attempts(), due, reason);
    }

    /** Tries again at a time, as if this attempt had not been. */
    @Transactional
    public void defer(Work work, Instant due, String reason) {
        ends.open(work, work.attempts() - 1, due, reason);
    }

    /** When something last said that the thing changed; what was read after that is good. */
    public Optional<Instant> hintedAt(Work work) {
        return jdbc.sql("select hinted_at from work where id = ?")
                .param(work.id())
                .query((row, number) -> Optional.ofNullable(DatabaseTime.read(row, "hinted_at")))
                .single();
    }

    /**
     * Where a piece of work stands.
     *
     * @param finishedAt by the database's clock; null: it has not ended
     */
    public record Standing(String state, Instant finishedAt) {

        /** Is a run still to come? It will read all anew. */
        public boolean open() {
            return state.equals("OPEN");
        }

        /** Is it still to come, or under way? */
        public boolean unfinished() {
            return open() || state.equals("RUNNING");
        }

        /** Can only a person help? */
        public boolean dead() {
            return state.equals("DEAD");
        }
    }

    /** Where it stands; empty when nobody ever marked it due. */
    public Optional<Standing> find(long connectionId, WorkKind kind, String key) {
        return jdbc.sql("select state, finished_at from work where connection_id = ? and kind = ? and work_key = ?")
                .params(connectionId, kind.route(), key)
                .query((row, number) -> new Standing(row.getString("state"), DatabaseTime.read(row, "finished_at")))
                .optional();
    }

    /**
     * Why only a person can help.
     *
     * @param fix what the person can do
     */
    public record DeadLetter(String reason, String fix) {}

    /** The dead letter that a piece of work has become; empty: it is none. */
    public Optional<DeadLetter> deadLetter(long connectionId, WorkKind kind, String key) {
        return jdbc.sql("select reason, fix from work where connection_id = ? and kind = ? and work_key = ?"
                        + " and state = 'DEAD'")
                .params(connectionId, kind.route(), key)
                .query((row, number) -> new DeadLetter(row.getString("reason"), row.getString("fix")))
                .optional();
    }

    /** Since when the work is due, or was when it was claimed. */
    public Instant dueAt(Work work) {
        return jdbc.sql("select due_at from work where id = ?")
                .param(work.id())
                .query((row, number) -> DatabaseTime.read(row, "due_at"))
                .single();
    }

    /** A person wants dead work tried again. False when it was not dead: nothing happens then. */
    @Transactional
    public boolean replay(long id) {
        var now = DatabaseTime.parameter(time.now());
        dueIn(Duration.ZERO);
        return jdbc.sql(
                                """
                        update work set state = 'OPEN', attempts = 0, reason = null, fix = null, finished_at = null,
                                        due_at = ?, hinted_at = ?
                         where id = ? and state = 'DEAD'
                        """)
                        .params(now, now, id)
                        .update()
                == 1;
    }

    /**
     * A person says that nothing is to be done. False when it was not waiting or dead: nothing happens then.
     *
     * @param asks a person may still have it done, though it has ended
     */
    @Transactional
    public boolean skip(long id, String reason, boolean asks) {
        String waiting = asks ? "state in ('OPEN', 'DEAD', 'SKIPPED')" : "state in ('OPEN', 'DEAD')";
        Optional<Long> hints = jdbc.sql("select hints from work where id = ? and " + waiting)
                .param(id)
                .query(Long.class)
                .optional();
        boolean skipped = hints.isPresent()
                && jdbc.sql(
                                        """
                        update work set state = 'SKIPPED', reason = ?, fix = null, attempts = 0, finished_at = ?
                         where id = ? and hints = ? and
                        """
                                                + waiting)
                                .params(WorkEnds.cut(reason), DatabaseTime.parameter(time.now()), id, hints.get())
                                .update()
                        == 1;
        if (skipped) {
            ends.closeEvents(id, hints.get(), "SKIPPED", reason);
        }
        return skipped;
    }

    public static Work read(ResultSet row, int number) throws SQLException {
        return new Work(
                row.getLong("id"),
                row.getLong("connection_id"),
                WorkKind.ofRoute(row.getString("kind")),
                row.getString("work_key"),
                row.getString("lane"),
                row.getLong("epoch"),
                row.getLong("hints"),
                row.getInt("attempts"));
    }
}
