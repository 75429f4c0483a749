package org.wonbooks.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
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
    long store(Peer source, byte[] body) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("insert into inbox (source, received_at, body) values (?, ?, ?)")
                .params(source.name(), DatabaseTime.parameter(time.now()), body)
                .update(id, "id");
        return id.getKey().longValue();
    }

    /** Some things were told that lead to work: each in words, with what it became. */
    void open(long delivery, Connection connection, List<Map.Entry<String, Marked>> told) {
        batches.batchUpdate(
                """
                insert into event (inbox_id, connection_id, what, work_id, hint, state)
                values (?, ?, ?, ?, ?, 'OPEN')
                """,
                told.stream()
                        .map(each -> new Object[] {
                            delivery,
                            connection.id(),
                            each.getKey(),
                            each.getValue().workId(),
                            each.getValue().hint()
                        })
                        .toList());
    }

    /** Something was told that leads to nothing, for a reason. */
    void skip(long delivery, Optional<Connection> connection, String what, String reason) {
        jdbc.sql(
                        """
                        insert into event (inbox_id, connection_id, what, state, reason, closed_at)
                        values (?, ?, ?, 'SKIPPED', ?, ?)
                        """)
                .params(delivery, connection.map(Connection::id).orElse(null), what, reason)
                .param(DatabaseTime.parameter(time.now()))
                .update();
    }

    /** Takes note of an event's id; false when it was delivered before. */
    boolean firstTime(long delivery, String eventId) {
        try {
            return savepoint.execute(status -> jdbc.sql("insert into seen_event (event_id, inbox_id) values (?, ?)")
                            .params(eventId, delivery)
                            .update())
                    == 1;
        } catch (DuplicateKeyException deliveredBefore) {
            return false;
        }
    }
}
