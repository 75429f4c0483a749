package org.wonbooks.intake.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.work.WorkQueue.Marked;

/** Every delivery as it came, and each thing it told us with what became of it. */
@Repository
class Inbox {

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final JdbcTemplate batches;
    private final TransactionTemplate savepoint;

    Inbox(DataSource dataSource, JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        batches = new JdbcTemplate(dataSource);
        this.jdbc = jdbc;
        this.time = time;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Stores a delivery and returns its id. */
    long store(Peer source, byte[] body, Instant now) {
        return store(source, List.of(body), now).get(0);
    }

    /** Stores deliveries and returns their ids, in their order. */
    List<Long> store(Peer source, List<byte[]> bodies, Instant now) {
        GeneratedKeyHolder ids = new GeneratedKeyHolder();
        batches.batchUpdate(
                connection -> connection.prepareStatement(
                        "insert into inbox (source, received_at, body) values (?, ?, ?)", new String[] {"id"}),
                new BatchPreparedStatementSetter() {

                    @Override
                    public void setValues(PreparedStatement statement, int number) throws SQLException {
                        statement.setString(1, source.name());
                        statement.setObject(2, DatabaseTime.parameter(now));
                        statement.setBytes(3, bodies.get(number));
                    }

                    @Override
                    public int getBatchSize() {
                        return bodies.size();
                    }
                },
                ids);
        return ids.getKeyList().stream()
                .map(row -> ((Number) row.values().iterator().next()).longValue())
                .toList();
    }

    /**
     * Something that was told.
     *
     * @param connectionId whom it is about; null: nobody's
     * @param what in words
     * @param work what it leads to; null: to nothing
     * @param reason why it leads to nothing
     */
    record Told(Long connectionId, String what, Marked work, String reason) {

        /** It leads to nothing. */
        static Told idle(Connection connection, String what, String reason) {
            return new Told(connection.id(), what, null, reason);
        }
    }

    /** Keeps what was told, in this order, with what it became. */
    void tell(long delivery, List<Told> told) {
        boolean anyEnds = told.stream().anyMatch(each -> each.work() == null);
        tell(delivery, told, anyEnds ? time.now() : null);
    }

    /** @param now when that ends which leads to nothing */
    private void tell(long delivery, List<Told> told, Instant now) {
        tell(new TreeMap<>(Map.of(delivery, told)), now);
    }

    /**
     * Keeps what several deliveries told.
     *
     * @param told by delivery
     * @param now when that ends which leads to nothing
     */
    void tell(SortedMap<Long, List<Told>> told, Instant now) {
        Object end = DatabaseTime.parameter(now);
        List<Object[]> rows = told.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(what -> row(each.getKey(), what, end)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                """
                insert into event (inbox_id, connection_id, what, work_id, hint, state, reason, closed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                new int[] {
                    Types.BIGINT,
                    Types.BIGINT,
                    Types.VARCHAR,
                    Types.BIGINT,
                    Types.BIGINT,
                    Types.VARCHAR,
                    Types.VARCHAR,
                    Types.TIMESTAMP_WITH_TIMEZONE
                });
    }

    private static Object[] row(long delivery, Told told, Object end) {
        Marked work = told.work();
        return work == null
                ? new Object[] {delivery, told.connectionId(), told.what(), null, null, "SKIPPED", told.reason(), end}
                : new Object[] {
                    delivery, told.connectionId(), told.what(), work.workId(), work.hint(), "OPEN", null, null
                };
    }

    /** Something was told that leads to nothing, for a reason. */
    void skip(long delivery, Optional<Connection> connection, String what, String reason) {
        tell(delivery, List.of(new Told(connection.map(Connection::id).orElse(null), what, null, reason)));
    }

    /**
     * Takes note of events' ids; answers those that were not delivered before. In the order of the ids: another
     * delivery may bring the same ones at the same time.
     */
    Set<String> firstTime(long delivery, Set<String> eventIds) {
        TreeSet<String> first = new TreeSet<>(eventIds);
        while (!first.isEmpty()) {
            try {
                savepoint.executeWithoutResult(status -> batches.batchUpdate(
                        "insert into seen_event (event_id, inbox_id) values (?, ?)",
                        first.stream().map(id -> new Object[] {id, delivery}).toList()));
                break;
            } catch (DuplicateKeyException deliveredBefore) {
                // By a delivery whose transaction has ended: its ids can be seen.
                jdbc.sql("select event_id from seen_event where event_id in (:ids)")
                        .param("ids", Set.copyOf(first))
                        .query(String.class)
                        .list()
                        .forEach(first::remove);
            }
        }
        return first;
    }
}
