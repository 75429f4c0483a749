package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;

/** Whether the webhooks of QuickBooks get through to us. */
@Repository
public class QuickBooksWebhooks {

    /**
     * A peer's among the latest that a connection was told: a bounded look back, by the index
     * {@code event_of_connection}.
     */
    public static final String TOLD_LATELY =
            """
            select e.what, i.received_at
              from (select what, inbox_id from event where connection_id = ?
                     order by connection_id desc, inbox_id desc limit 5000) e
              join inbox i on i.id = e.inbox_id
             where i.source = ?
            """;

    /** One may be so late, and clocks differ a little. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public QuickBooksWebhooks(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Has one told of an invoice or a payment, and none was missing since? Our own writing brings one too: an invoice
     * of ours that changed, of which none told, shows that they do not get through, or that its kind is not ticked.
     */
    public boolean come(long connectionId) {
        Instant last = jdbc.sql("select max(told.received_at) as last_at from (" + TOLD_LATELY
                        + ") told where told.what like 'invoice %' or told.what like 'payment %'")
                .params(connectionId, Peer.QUICKBOOKS.name())
                .query((row, number) -> Optional.ofNullable(DatabaseTime.read(row, "last_at")))
                .single()
                .orElse(null);
        return last != null && !last.plus(CLOCKS_DIFFER).isBefore(lastChange(connectionId));
    }

    private Instant lastChange(long connectionId) {
        return jdbc.sql(
                        "select max(changed_at) as changed from seen_invoice where connection_id = ? and changed_at < ?")
                .params(connectionId, DatabaseTime.parameter(time.now().minus(LATE)))
                .query((row, number) -> Optional.ofNullable(DatabaseTime.read(row, "changed")))
                .single()
                .orElse(Instant.MIN);
    }
}
