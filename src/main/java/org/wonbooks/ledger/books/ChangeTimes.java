package org.wonbooks.ledger.books;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.database.DatabaseTime;

/** When things of the books had changed last, by QuickBooks' clock: many by one statement. */
final class ChangeTimes {

    private ChangeTimes() {}

    /**
     * By id; what was never read, or did not say, is left out.
     *
     * @param thing as in the table {@code seen_<thing>}
     */
    static Map<String, Instant> of(JdbcClient jdbc, String thing, long connectionId, Collection<String> ids) {
        Map<String, Instant> changed = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select %1$s_id, changed_at from seen_%1$s".formatted(thing)
                            + " where connection_id = :connection and %s_id in (:ids)".formatted(thing)
                            + " and changed_at is not null")
                    .param("connection", connectionId)
                    .param("ids", ids)
                    .query(row -> {
                        changed.put(row.getString(1), DatabaseTime.read(row, "changed_at"));
                    });
        }
        return changed;
    }
}
