package org.wonbooks.ledger.books;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Digest;

/**
 * What was read of the companies' books and hardly ever changes, for all instances: every read costs the user money. It
 * counts for a day, and no longer than until something tells of a change: an event, a refusal, an answer that differs.
 */
@Repository
public class BooksCache {

    private static final Duration KEPT = Duration.ofDays(1);

    /** Each sale of an item in stock tells of it. The statement has the same. */
    private static final Duration RARELY = Duration.ofMinutes(10);

    private static final String LAST =
            "greatest(changed_at, coalesce(items_at, changed_at), coalesce(items_again_at, changed_at))";

    private static final String ITEMS_CHANGED =
            """
            update books_change
               set items_at = case when ${last} <= :before then :now
                                   when items_again_at <= :now
                                   then greatest(coalesce(items_at, items_again_at), items_again_at)
                                   else items_at end,
                   items_again_at = case when ${last} <= :before then null
                                         when items_again_at > :now then items_again_at
                                         else ${last} + interval '10' minute end
             where connection_id = :id
            """
                    .replace("${last}", LAST);

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final Clock clock;
    private final TransactionTemplate savepoint;

    public BooksCache(JdbcClient jdbc, DatabaseTime time, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        this.clock = clock;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * An answer.
     *
     * @param until it counts, if nothing tells of a change before
     * @param toldAt what had been told of changes when it was asked; null: nothing
     */
    public record Answer(String text, Instant until, Instant toldAt) {}

    /**
     * The latest answer to a question; empty: there is none that counts.
     *
     * @param question in any words, with the company that is asked
     * @param toldAt what has been told of changes by now; null: nothing
     */
    public Optional<Answer> find(long connectionId, String question, Instant toldAt) {
        return jdbc.sql("select * from remembered_books where connection_id = ? and question = ?")
                .params(connectionId, Digest.sha256(question))
                .query((row, number) -> new Answer(
                        row.getString("answer"),
                        DatabaseTime.read(row, "read_at").plus(KEPT),
                        DatabaseTime.read(row, "told_at")))
                .optional()
                .filter(answer -> answer.until().isAfter(clock.instant()) && isAsOf(answer.toldAt(), toldAt));
    }

    /** Was something asked when all had been told that has been told by now? */
    public static boolean isAsOf(Instant asked, Instant toldAt) {
        return toldAt == null || asked != null && !asked.isBefore(toldAt);
    }

    /**
     * Keeps the latest answer to a question, unless one is kept that was asked when more had been told; what counts no
     * more is removed.
     *
     * @param toldAt what had been told of changes before it was asked; null: nothing
     */
    public void keep(long connectionId, String question, String answer, Instant toldAt) {
        Instant now = clock.instant();
        jdbc.sql("delete from remembered_books where connection_id = ? and read_at < ?")
                .params(connectionId, DatabaseTime.parameter(now.minus(KEPT)))
                .update();
        String digest = Digest.sha256(question);
        if (update(connectionId, digest, answer, now, toldAt) == 0) {
            try {
                savepoint.executeWithoutResult(status -> insert(connectionId, digest, answer, now, toldAt));
            } catch (DuplicateKeyException readMeanwhile) {
                // By another run, just now, or by one that knew more.
                return;
            }
        }
    }

    private int update(long connectionId, String question, String answer, Instant now, Instant toldAt) {
        return jdbc.sql("update remembered_books set answer = ?, read_at = ?, told_at = ?"
                        + " where connection_id = ? and question = ? and (told_at is null or told_at <= ?)")
                .params(answer, DatabaseTime.parameter(now), DatabaseTime.parameter(toldAt), connectionId, question)
                .param(DatabaseTime.parameter(toldAt))
                .update();
    }

    private void insert(long connectionId, String question, String answer, Instant now, Instant toldAt) {
        jdbc.sql("insert into remembered_books (answer, read_at, told_at, connection_id, question)"
                        + " values (?, ?, ?, ?, ?)")
                .params(answer, DatabaseTime.parameter(now), DatabaseTime.parameter(toldAt), connectionId, question)
                .update();
    }

    /**
     * Something of a company's books has changed: on no instance does anything count any more that was asked before.
     * Last of all in a transaction: whoever holds such a row waits for no other.
     */
    public void changed(long connectionId) {
        Instant now = time.now();
        int known = jdbc.sql(
                        """
                        update books_change
                           set changed_at = greatest(:now, changed_at + interval '0.000001' second,
                                                     coalesce(items_at, changed_at) + interval '0.000001' second),
                               items_at = null, items_again_at = null
                         where connection_id = :id
                        """)
                .param("now", DatabaseTime.parameter(now))
                .param("id", connectionId)
                .update();
        if (known == 0) {
            first(connectionId, now);
        }
    }

    /** The same of what was asked of items. Told again shortly after, it counts when that time is over. */
    public void itemsChanged(long connectionId) {
        Instant now = time.now();
        int known = jdbc.sql(ITEMS_CHANGED)
                .param("now", DatabaseTime.parameter(now))
                .param("before", DatabaseTime.parameter(now.minus(RARELY)))
                .param("id", connectionId)
                .update();
        if (known == 0) {
            first(connectionId, now);
        }
    }

    private void first(long connectionId, Instant now) {
        try {
            savepoint.executeWithoutResult(
                    status -> jdbc.sql("insert into books_change (connection_id, changed_at) values (?, ?)")
                            .params(connectionId, DatabaseTime.parameter(now))
                            .update());
        } catch (DuplicateKeyException notedMeanwhile) {
            // By another one: it has changed just now.
            return;
        }
    }
}
