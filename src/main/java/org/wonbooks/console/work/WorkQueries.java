package org.wonbooks.console.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Page;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.run.StoppedWork;

/** Work as people look for it. In the table, what is PAUSED is OPEN: its connection waits. */
@Repository
public class WorkQueries {

    private static final String SHOWN =
            """
            select w.*, d.lead_id as invoiced_lead,
                   case when w.state = 'OPEN' and (w.connection_id in (:waiting)
                                                   or w.connection_id in (:inShadow) and w.kind in (:waitingInShadow)
                                                   or w.kind in (:stopped))
                        then 'PAUSED' else w.state end as shown
              from work w
              join connection c on c.id = w.connection_id and c.deleted_at is null
              left join deal d on w.kind = 'invoice-changed' and d.connection_id = w.connection_id
                              and d.invoice_id = w.work_key
            """;

    private static final String COUNTS =
            """
            select connection_id, count(case when shown = 'OPEN' then 1 end) as opened,
                   count(case when shown = 'RUNNING' then 1 end) as running,
                   count(case when shown = 'PAUSED' then 1 end) as paused,
                   count(case when shown = 'DEAD' then 1 end) as dead
              from (%s where w.state in ('OPEN', 'RUNNING', 'DEAD')) counted
             group by connection_id
            """
                    .formatted(SHOWN);

    /** No connection has this id: an empty list is no SQL. */
    private static final long NONE = -1;

    /** And no kind is called so. */
    private static final Set<String> NO_KIND = Set.of("");

    private final JdbcClient jdbc;
    private final ConnectionStore connections;
    private final DatabaseTime time;
    private final StoppedWork stopped;

    WorkQueries(JdbcClient jdbc, ConnectionStore connections, DatabaseTime time, StoppedWork stopped) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.time = time;
        this.stopped = stopped;
    }

    /** Where work stands. */
    enum State {
        OPEN,
        RUNNING,
        PAUSED,
        DEAD,
        DONE,
        SKIPPED;

        String stored() {
            return this == PAUSED ? OPEN.name() : name();
        }
    }

    /**
     * A piece of work.
     *
     * @param leadIds the deals that it is about, as far as they are known
     * @param fix what a person can do; null: nothing is to be done
     */
    record View(
            long id,
            long connectionId,
            String kind,
            String key,
            List<Long> leadIds,
            State state,
            int attempts,
            Instant dueAt,
            String reason,
            String fix,
            Instant firstSeenAt,
            Instant finishedAt) {}

    /**
     * Newest first.
     *
     * @param states empty: all
     */
    Page<View> list(Set<State> states, int page) {
        Set<State> wanted = states.isEmpty() ? Set.of(State.values()) : states;
        Waits waiting = waiting();
        long offset = Page.offset(page);
        String found = " from (" + SHOWN + " where w.state in (:stored)) found where shown in (:wanted)";
        List<View> items = of("select *" + found + " order by id desc limit :size offset :offset", waiting)
                .param("stored", wanted.stream().map(State::stored).distinct().toList())
                .param("wanted", wanted.stream().map(State::name).toList())
                .param("size", Page.SIZE)
                .param("offset", offset)
                .query((row, number) -> view(row, waiting))
                .list();
        long total = of("select count(*)" + found, waiting)
                .param("stored", wanted.stream().map(State::stored).distinct().toList())
                .param("wanted", wanted.stream().map(State::name).toList())
                .query(Long.class)
                .single();
        return new Page<>(items, page, total);
    }

    /** One piece of work. */
    Optional<View> find(long id) {
        Waits waiting = waiting();
        return of(SHOWN + " where w.id = :id", waiting)
                .param("id", id)
                .query((row, number) -> view(row, waiting))
                .optional();
    }

    /** How much of a connection's work has not ended well yet. */
    public record Counts(long open, long running, long paused, long dead) {

        /** Nothing is left to do. */
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Of all together. */
        public static Counts sum(Map<Long, Counts> byConnection) {
            return byConnection.values().stream().reduce(NONE, Counts::plus);
        }

        private Counts plus(Counts more) {
            return new Counts(open + more.open, running + more.running, paused + more.paused, dead + more.dead);
        }
    }

    /** By connection; one without such work is left out. */
    public Map<Long, Counts> counts() {
        Map<Long, Counts> counts = new HashMap<>();
        of(COUNTS, waiting()).query(row -> {
            counts.put(
                    row.getLong("connection_id"),
                    new Counts(
                            row.getLong("opened"), row.getLong("running"), row.getLong("paused"), row.getLong("dead")));
        });
        return counts;
    }

    /** How long the piece of open work has waited that has waited longest; zero when nothing is late. */
    public Duration longestWait() {
        Optional<Instant> oldest = of(
                        "select min(due_at) from (" + SHOWN + " where w.state = 'OPEN') open where shown = 'OPEN'",
                        waiting())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
        Duration wait = oldest.map(due -> Duration.between(due, time.now())).orElse(Duration.ZERO);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Why work waits, by connection: all of it, or what waits in shadow; and by kind, where a route does not run. */
    private record Waits(Map<Long, Waiting> all, Map<Long, Waiting> inShadow, Map<String, Waiting> stopped) {

        Waiting of(long connectionId, String kind) {
            if (all.containsKey(connectionId)) {
                return all.get(connectionId);
            }
            return WorkKind.waitingInShadow().contains(kind) && inShadow.containsKey(connectionId)
                    ? inShadow.get(connectionId)
                    : stopped.get(kind);
        }
    }

    private JdbcClient.StatementSpec of(String sql, Waits waiting) {
        return jdbc.sql(sql)
                .param("waiting", ids(waiting.all()))
                .param("inShadow", ids(waiting.inShadow()))
                .param("waitingInShadow", WorkKind.waitingInShadow())
                .param(
                        "stopped",
                        waiting.stopped().isEmpty()
                                ? NO_KIND
                                : waiting.stopped().keySet());
    }

    private static Set<Long> ids(Map<Long, Waiting> waiting) {
        return waiting.isEmpty() ? Set.of(NONE) : waiting.keySet();
    }

    private Waits waiting() {
        List<Connection> known = connections.all();
        Map<String, Waiting> kinds = new HashMap<>();
        stopped.kinds().forEach((kind, route) -> kinds.put(kind.route(), new Waiting(route.getMessage(), route.fix())));
        return new Waits(waiting(known, Waiting::of), waiting(known, Waiting::inShadow), kinds);
    }

    private static Map<Long, Waiting> waiting(List<Connection> known, Function<Connection, Optional<Waiting>> why) {
        return known.stream()
                .filter(connection -> why.apply(connection).isPresent())
                .collect(Collectors.toMap(
                        Connection::id, connection -> why.apply(connection).orElseThrow()));
    }

    private static View view(ResultSet row, Waits waiting) throws SQLException {
        State state = State.valueOf(row.getString("shown"));
        Waiting pause = state == State.PAUSED ? waiting.of(row.getLong("connection_id"), row.getString("kind")) : null;
        return new View(
                row.getLong("id"),
                row.getLong("connection_id"),
                row.getString("kind"),
                row.getString("work_key"),
                leads(row),
                state,
                row.getInt("attempts"),
                DatabaseTime.read(row, "due_at"),
                pause == null ? row.getString("reason") : pause.reason(),
                pause == null ? row.getString("fix") : pause.fix(),
                DatabaseTime.read(row, "first_seen_at"),
                DatabaseTime.read(row, "finished_at"));
    }

    private static List<Long> leads(ResultSet row) throws SQLException {
        if (Set.of(WorkKind.DEAL_WON.route(), WorkKind.DEAL_TASK.route()).contains(row.getString("kind"))) {
            return List.of(Long.valueOf(row.getString("work_key")));
        }
        long lead = row.getLong("invoiced_lead");
        return row.wasNull() ? List.of() : List.of(lead);
    }
}
