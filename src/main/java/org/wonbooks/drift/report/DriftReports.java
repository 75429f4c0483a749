package org.wonbooks.drift.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** The drift reports: asked for, begun, finished. Of each connection the latest is kept, and the latest dry run. */
@Repository("driftReports")
public class DriftReports {

    /** How far a report looks back unless it is told; never to before the connection was made. */
    private static final Duration LOOK_BACK = Duration.ofDays(90);

    private static final String SELECT =
            """
            select r.*, (select count(*) from drift_row w where w.report_id = r.id) as findings
              from drift_report r where r.connection_id = ? and r.dry_run = ?
            """;

    private final JdbcClient jdbc;
    private final WorkQueue queue;
    private final Fence fence;
    private final DatabaseTime time;
    private final Clock clock;

    public DriftReports(JdbcClient jdbc, WorkQueue queue, Fence fence, DatabaseTime time, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.fence = fence;
        this.time = time;
        this.clock = clock;
    }

    /**
     * A report.
     *
     * @param since what changed before is not looked at
     * @param begunAt and finishedAt: by the database's clock; null: not yet
     * @param reads how many reads that Intuit bills it took
     */
    public record Report(
            long id,
            long connectionId,
            boolean dryRun,
            Instant since,
            Instant begunAt,
            Instant finishedAt,
            int reads,
            long findings) {

        static Report read(ResultSet row, int number) throws SQLException {
            return new Report(
                    row.getLong("id"),
                    row.getLong("connection_id"),
                    row.getBoolean("dry_run"),
                    DatabaseTime.read(row, "since"),
                    DatabaseTime.read(row, "begun_at"),
                    DatabaseTime.read(row, "finished_at"),
                    row.getInt("reads"),
                    row.getLong("findings"));
        }
    }

    /** How the work on a report stands, in words of {@code /api/v1/work}; the reason only where it has one. */
    public record Progress(String state, String reason) {

        /** Is a new report on its way? */
        public boolean underWay() {
            return state.equals("OPEN") || state.equals("RUNNING");
        }
    }

    /** Asks for a report. Part of the caller's transaction. */
    @Transactional
    public void request(long connectionId) {
        request(connectionId, false, null);
    }

    /**
     * Asks for a report of what changed since then (null: as far back as any report), whose words say what would be
     * done; it changes nothing.
     */
    @Transactional
    public void dryRun(long connectionId, Instant since) {
        request(connectionId, true, since);
    }

    private void request(long connectionId, boolean dryRun, Instant since) {
        // The work's row first: a run that holds it may be about to change the report's.
        queue.markDue(connectionId, WorkKind.DRIFT_REPORT, key(dryRun), Lane.drift(connectionId));
        int waiting = jdbc.sql(
                        """
                        update drift_report set since = ?
                         where connection_id = ? and dry_run = ? and begun_at is null
                        """)
                .params(DatabaseTime.parameter(since), connectionId, dryRun)
                .update();
        if (waiting == 0) {
            insert(connectionId, dryRun, since);
        }
    }

    private void insert(long connectionId, boolean dryRun, Instant since) {
        jdbc.sql("insert into drift_report (connection_id, dry_run, since) values (?, ?, ?)")
                .params(connectionId, dryRun, DatabaseTime.parameter(since))
                .update();
    }

    private static String key(boolean dryRun) {
        return dryRun ? "dry-run" : "report";
    }

    /** Begins the report that was asked for last; what an earlier run of it had seen is old, and goes. */
    @Transactional
    public Report begin(@Variable("work") Work work, @Variable("connection") Connection connection) {
        fence.hold(work.lease());
        boolean dryRun = work.key().equals(key(true));
        if (unfinished(connection.id(), dryRun).isEmpty()) {
            insert(connection.id(), dryRun, null);
        }
        List<Long> unfinished = unfinished(connection.id(), dryRun);
        long id = unfinished.get(0);
        jdbc.sql("update drift_report set begun_at = ?, since = coalesce(since, ?), reads = 0 where id = ?")
                .params(DatabaseTime.parameter(time.now()), DatabaseTime.parameter(lookBack(connection.id())), id)
                .update();
        unfinished.forEach(this::forgetSightings);
        unfinished.forEach(this::forgetRows);
        unfinished.stream().skip(1).forEach(this::forget);
        return jdbc.sql(SELECT + " and r.id = ?")
                .params(connection.id(), dryRun, id)
                .query(Report::read)
                .single();
    }

    private List<Long> unfinished(long connectionId, boolean dryRun) {
        return jdbc.sql(
                        """
                        select id from drift_report where connection_id = ? and dry_run = ? and finished_at is null
                         order by id desc
                        """)
                .params(connectionId, dryRun)
                .query(Long.class)
                .list();
    }

    private Instant lookBack(long connectionId) {
        Instant made = jdbc.sql("select created_at from connection where id = ?")
                .param(connectionId)
                .query((row, number) -> DatabaseTime.read(row, "created_at"))
                .single();
        Instant back = clock.instant().minus(LOOK_BACK);
        return made.isAfter(back) ? made : back;
    }

    /** All is compared: the report takes the place of the one before it. */
    @Transactional
    public void finish(@Variable("work") Work work, @Variable("report") Report report) {
        fence.hold(work.lease());
        jdbc.sql("update drift_report set finished_at = ? where id = ?")
                .params(DatabaseTime.parameter(time.now()), report.id())
                .update();
        forgetSightings(report.id());
        jdbc.sql(
                        """
                        select id from drift_report
                         where connection_id = ? and dry_run = ? and finished_at is not null and id <> ?
                        """)
                .params(report.connectionId(), report.dryRun(), report.id())
                .query(Long.class)
                .list()
                .forEach(old -> {
                    forgetRows(old);
                    forget(old);
                });
    }

    private void forgetSightings(long id) {
        jdbc.sql("delete from drift_deal where report_id = ?").param(id).update();
        jdbc.sql("delete from drift_invoice where report_id = ?").param(id).update();
    }

    private void forgetRows(long id) {
        jdbc.sql("delete from drift_row where report_id = ?").param(id).update();
    }

    private void forget(long id) {
        jdbc.sql("delete from drift_report where id = ?").param(id).update();
    }

    /** The latest finished report of a connection, or its latest finished dry run. */
    public Optional<Report> latest(long connectionId, boolean dryRun) {
        return jdbc.sql(SELECT + " and r.finished_at is not null order by r.id desc limit 1")
                .params(connectionId, dryRun)
                .query(Report::read)
                .optional();
    }

    /** How the work on a connection's reports, or dry runs, stands; empty before the first one was asked for. */
    public Optional<Progress> progress(long connectionId, boolean dryRun) {
        return jdbc.sql("select state, reason from work where connection_id = ? and kind = ? and work_key = ?")
                .params(connectionId, WorkKind.DRIFT_REPORT.route(), key(dryRun))
                .query((row, number) -> new Progress(row.getString("state"), row.getString("reason")))
                .optional();
    }
}
