package org.wonbooks.flow.billing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.query.Query;

/**
 * A page of all items of a company, in the order in which they were made. The next one begins with the second of the
 * last: only within one second they are counted through.
 *
 * @param from made then or later; null: the first of all
 */
public record ItemPage(Instant from, int position) {

    public static final ItemPage FIRST = new ItemPage(null, 1);

    public Map<String, String> query() {
        return Query.items(from, position);
    }

    /** The page after this one; null: there is none. */
    public ItemPage next(Elements<ListEntry> found) {
        if (found.size() < Query.PAGE) {
            return null;
        }
        List<ListEntry> read = found.read();
        Instant last = read.isEmpty() ? null : read.get(read.size() - 1).madeAt();
        return last == null || from != null && !last.isAfter(from)
                ? new ItemPage(from, position + Query.PAGE)
                : new ItemPage(last, 1);
    }
}
