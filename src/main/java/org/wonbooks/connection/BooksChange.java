package org.wonbooks.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * When something last told that what is remembered of a company's books may be so no more.
 *
 * @param all of any list or setting
 * @param items of its items: not earlier
 */
record BooksChange(Instant all, Instant items) {

    /** What comes to count counts later, so that nobody takes for told what the database's clock has not come to. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** As of now, by this process' clock; null: nothing was ever told. */
    static BooksChange read(ResultSet row, Instant now) throws SQLException {
        Instant all = ConnectionStore.instant(row, "books_changed_at");
        Instant again = ConnectionStore.instant(row, "items_again_at");
        Instant items = Stream.of(
                        all,
                        ConnectionStore.instant(row, "items_at"),
                        again == null || again.isAfter(now.minus(CLOCKS_DIFFER)) ? null : again)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return all == null ? null : new BooksChange(all, items);
    }
}
