package org.wonbooks.work;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.work.WorkQueue.Marked;

/** The statements with which {@link WorkQueue} marks things due: as few for a bulk move as for one deal. */
final class DueMarks {

    private static final String HINT =
            """
            update work set hints = hints + 1,
                   hinted_at = greatest(coalesce(:hinted, hinted_at), coalesce(hinted_at, :hinted)),
                   due_at = case when state = 'OPEN' and due_at < :due then due_at else :due end,
                   lane = case when state = 'RUNNING' then lane else :lane end,
                   attempts = case when state = 'RUNNING' then attempts else 0 end,
                   reason = case when state in ('OPEN', 'RUNNING') then reason else null end,
                   fix = null,
                   finished_at = null,
                   state = case when state = 'RUNNING' then state else 'OPEN' end
             where connection_id = :connection and kind = :kind and work_key = :key
            """;

    private static final String INSERT =
            """
            insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch,
                              first_seen_at, hinted_at)
            values (:connection, :kind, :key, :lane, 'OPEN', :due, 1, 0, 0, :now, :hinted)
            """;

    /** One of which nobody has said anything: it is as if it were not there. */
    private static final String UNSAID =
            """
            insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch, first_seen_at)
            values (:connection, :kind, :key, :lane, 'DONE', :due, 0, 0, 0, :now)
            """;

    private static final String THERE =
            """
            select w.work_key, w.id, w.hints from unnest(:keys) as asked(work_key)
              join work w on w.connection_id = :connection and w.kind = :kind and w.work_key = asked.work_key
            """;

    private static final String HOLD =
            """
            update work set epoch = epoch where connection_id = :connection and kind = :kind and work_key = :key
            """;

    private final NamedParameterJdbcTemplate batches;
    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate savepoint;

    DueMarks(
            DataSource dataSource,
            JdbcClient jdbc,
            DatabaseTime time,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events) {
        batches = new NamedParameterJdbcTemplate(dataSource);
        this.jdbc = jdbc;
        this.time = time;
        this.events = events;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Marks things of a kind due, in the order of the map, which gives lanes by key; what they became, by key.
     *
     * @param changed gives, for now, before when what was read of them may be old; null: it is not
     */
    Map<String, Marked> mark(
            long connectionId,
            WorkKind kind,
            Map<String, String> lanes,
            Duration wait,
            UnaryOperator<Instant> changed) {
        if (lanes.isEmpty()) {
            return Map.of();
        }
        dueIn(wait);
        inOrder(HINT, INSERT, connectionId, kind, rows(connectionId, kind, lanes, wait, changed));
        return there(connectionId, kind, lanes.keySet());
    }

    /** The caller's transaction has made something due, in so long. */
    void dueIn(Duration wait) {
        events.publishEvent(new WorkDue(wait));
    }

    /** Those of the things that have a row. */
    private Map<String, Marked> there(long connectionId, WorkKind kind, Set<String> keys) {
        Map<String, Marked> there = new HashMap<>();
        jdbc.sql(THERE)
                .param("keys", new SqlArrayValue("varchar", keys.toArray()))
                .param("connection", connectionId)
                .param("kind", kind.route())
                .query(row -> {
                    there.put(row.getString("work_key"), new Marked(row.getLong("id"), row.getLong("hints")));
                });
        return there;
    }

    /** Locks the rows of things of a kind, in this order. */
    void hold(long connectionId, WorkKind kind, Stream<String> keys) {
        hold(keys.map(key -> row(connectionId, kind, key)).toList());
    }

    /** Locks the rows of work, in this order. */
    void hold(Stream<Work> work) {
        hold(work.map(each -> row(each.connectionId(), each.kind(), each.key())).toList());
    }

    private void hold(List<? extends SqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batch(HOLD, rows);
        }
    }

    /** Locks rows in the order of the map; what is not there is made, and not due. */
    void holdOrMake(long connectionId, WorkKind kind, SortedMap<String, String> lanes) {
        inOrder(HOLD, UNSAID, connectionId, kind, rows(connectionId, kind, lanes, Duration.ZERO, now -> null));
    }

    private List<SqlParameterSource> rows(
            long connectionId,
            WorkKind kind,
            Map<String, String> lanes,
            Duration wait,
            UnaryOperator<Instant> changed) {
        Instant now = time.now();
        Instant hinted = changed.apply(now);
        List<SqlParameterSource> rows = new ArrayList<>();
        lanes.forEach((key, lane) -> rows.add(row(connectionId, kind, key)
                .addValue("lane", lane)
                .addValue("due", DatabaseTime.parameter(now.plus(wait)))
                .addValue("now", DatabaseTime.parameter(now))
                .addValue("hinted", DatabaseTime.parameter(hinted), Types.TIMESTAMP_WITH_TIMEZONE)));
        return rows;
    }

    /**
     * Updates or inserts one row after the other, in few statements: one that is new holds its place in the order too,
     * since others may be about to insert it.
     */
    private void inOrder(
            String update, String insert, long connectionId, WorkKind kind, List<SqlParameterSource> rows) {
        if (rows.size() == 1) {
            if (batch(update, rows)[0] == 0) {
                insert(update, insert, rows);
            }
            return;
        }
        Set<String> known = there(
                        connectionId, kind, rows.stream().map(DueMarks::key).collect(Collectors.toSet()))
                .keySet();
        for (int from = 0, to; from < rows.size(); from = to) {
            boolean there = known.contains(key(rows.get(from)));
            to = from + 1;
            while (to < rows.size() && known.contains(key(rows.get(to))) == there) {
                to++;
            }
            if (there) {
                batch(update, rows.subList(from, to));
            } else {
                insert(update, insert, rows.subList(from, to));
            }
        }
    }

    private static MapSqlParameterSource row(long connectionId, WorkKind kind, String key) {
        return new MapSqlParameterSource("connection", connectionId)
                .addValue("kind", kind.route())
                .addValue("key", key);
    }

    private static String key(SqlParameterSource row) {
        return (String) row.getValue("key");
    }

    private void insert(String update, String insert, List<SqlParameterSource> rows) {
        try {
            savepoint.executeWithoutResult(status -> batch(insert, rows));
        } catch (DuplicateKeyException insertedMeanwhile) {
            if (rows.size() == 1) {
                batch(update, rows);
            } else {
                rows.forEach(row -> insert(update, insert, List.of(row)));
            }
        }
    }

    private int[] batch(String sql, List<? extends SqlParameterSource> rows) {
        return batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }
}
