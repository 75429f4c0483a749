package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.flow.BooksChanges;
import org.wonbooks.quickbooks.Changes;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.work.Work;

/**
 * Looks through what changed in QuickBooks since the watermark: one read of its change data, which also tells of what
 * was deleted. Where that is cut off, each kind is asked for by itself; where even that is, or the watermark is older
 * than change data go back, by queries, page by page, which know nothing of what was deleted.
 */
@Component("quickBooksSweep")
public class QuickBooksSweep {

    /** How far back the first sweep looks. */
    private static final Duration LATELY = Duration.ofDays(2);

    /** Clocks differ, and a change may show late. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** Change data go back for 30 days; a day less keeps clear of the edge. */
    private static final Duration LONGEST = Duration.ofDays(29);

    private static final int PAGE = 1000;

    private final Watermarks watermarks;
    private final BooksChanges changes;
    private final Fence fence;
    private final DatabaseTime time;

    public QuickBooksSweep(Watermarks watermarks, BooksChanges changes, Fence fence, DatabaseTime time) {
        this.watermarks = watermarks;
        this.changes = changes;
        this.fence = fence;
        this.time = time;
    }

    /**
     * How far a sweep has come.
     *
     * @param seen the watermark at its beginning
     * @param to the watermark once it has come to its end, by QuickBooks' clock; null before the first answer
     * @param asks what is still to be asked
     */
    public record Place(Instant seen, Instant since, Instant to, List<Ask> asks) {

        public Place {
            asks = List.copyOf(asks);
        }

        /** Is there something left to ask? */
        public boolean open() {
            return !asks.isEmpty();
        }

        /** Is change data to be asked for next, rather than a query's page? */
        public boolean changes() {
            return asks.get(0).position() == 0;
        }

        private Place after(Instant answered, List<Ask> more) {
            List<Ask> left = new ArrayList<>(more);
            left.addAll(asks.subList(1, asks.size()));
            return new Place(seen, since, to == null ? answered : to, left);
        }
    }

    /** @param position of a query's page; 0: change data */
    public record Ask(String entities, int position) {}

    /** Where to begin. */
    public Place begin(@Variable("connection") Connection connection) {
        Instant now = time.now();
        Instant seen = watermarks.quickbooks(connection.id());
        Instant since = seen == null ? now.minus(LATELY) : seen.minus(OVERLAP);
        // Payments first: an invoice that names one nobody knows has it read.
        List<Ask> asks = since.isBefore(now.minus(LONGEST))
                ? List.of(new Ask("Payment", 1), new Ask("Invoice", 1))
                : List.of(new Ask("Payment,Invoice", 0));
        return new Place(seen, since, null, asks);
    }

    /** The question. */
    public Map<String, String> query(@Variable("place") Place place) {
        Ask ask = place.asks().get(0);
        return ask.position() == 0
                ? Query.changes(ask.entities(), place.since())
                : Query.changedSince(ask.entities(), place.since(), ask.position());
    }

    /** Keeps what changed, and gives the next place. */
    @Transactional
    public Place keepChanges(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("place") Place place,
            @Variable("readAt") Instant readAt,
            @Body Changes answer) {
        fence.hold(work.lease());
        changes.keep(connection, answer.payments(), answer.invoices(), readAt);
        List<Ask> more = new ArrayList<>();
        if (!answer.complete()) {
            String[] kinds = place.asks().get(0).entities().split(",");
            for (String kind : kinds) {
                more.add(new Ask(kind, kinds.length == 1 ? 1 : 0));
            }
        }
        return next(connection, place.after(instant(answer.time(), readAt), more));
    }

    /** Keeps what a page of a query has, and gives the next place. */
    @Transactional
    public Place keepPage(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("place") Place place,
            @Variable("readAt") Instant readAt,
            @Body QueryAnswer answer) {
        fence.hold(work.lease());
        changes.keep(connection, answer.payments(), answer.invoices(), readAt);
        Ask ask = place.asks().get(0);
        int found = answer.payments().size() + answer.invoices().size();
        List<Ask> more = found < PAGE ? List.of() : List.of(new Ask(ask.entities(), ask.position() + PAGE));
        OffsetDateTime at = answer.time() == null ? null : OffsetDateTime.parse(answer.time());
        return next(connection, place.after(instant(at, readAt), more));
    }

    /** All is stored: the watermark moves, in the transaction that stored the last of it. */
    private Place next(Connection connection, Place place) {
        if (!place.open()) {
            watermarks.quickbooksSwept(connection.id(), place.seen(), place.to());
        }
        return place;
    }

    private static Instant instant(OffsetDateTime told, Instant otherwise) {
        return told == null ? otherwise : told.toInstant();
    }
}
