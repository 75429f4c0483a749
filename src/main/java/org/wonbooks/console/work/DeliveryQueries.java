package org.wonbooks.console.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.console.Page;
import org.wonbooks.database.DatabaseTime;

/** Deliveries of QuickBooks that are stored and not yet taken apart: some for a moment, or something is wrong. */
@Repository
class DeliveryQueries {

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    DeliveryQueries(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * A delivery that waits.
     *
     * @param taken how many of its events have led to what they lead to
     * @param reason why the last attempt failed; null: none has
     */
    record View(long id, Instant receivedAt, int taken, int attempts, Instant dueAt, String reason) {}

    /** Oldest first. */
    Page<View> list(int page) {
        List<View> items = jdbc.sql(
                        """
                        select u.*, i.received_at from untaken u join inbox i on i.id = u.inbox_id
                         order by u.inbox_id limit ? offset ?
                        """)
                .params(Page.SIZE, Page.offset(page))
                .query((row, number) -> new View(
                        row.getLong("inbox_id"),
                        DatabaseTime.read(row, "received_at"),
                        row.getInt("taken"),
                        row.getInt("attempts"),
                        DatabaseTime.read(row, "due_at"),
                        row.getString("reason")))
                .list();
        return new Page<>(items, page, waiting());
    }

    /** How many wait. */
    long waiting() {
        return jdbc.sql("select count(*) from untaken").query(Long.class).single();
    }

    /** How long the oldest has waited; zero: none does. */
    Duration longestWait() {
        return jdbc.sql("select min(i.received_at) as oldest from untaken u join inbox i on i.id = u.inbox_id")
                .query((row, number) -> Optional.ofNullable(DatabaseTime.read(row, "oldest")))
                .single()
                .map(oldest -> Duration.between(oldest, time.now()))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }
}
