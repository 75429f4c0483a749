package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.flow.BooksChanges;
import org.wonbooks.quickbooks.Changes;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;

/**
 * Looks through what changed in QuickBooks since the watermark: one read of its change data, which also tells of what
 * was deleted. Where that is cut off, each kind is asked for by itself; where even that is, or the watermark is older
 * than change data go back, by queries, page by page, which know nothing of what was deleted.
 */
@Component("quickBooksSweep")
public class QuickBooksSweep implements Question.OfQuickBooks {

    /** How far back the first sweep looks. */
    private static final Duration LATELY = Duration.ofDays(2);

    /** Clocks differ, and a change may show late. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** Change data go back for 30 days; a day less keeps clear of the edge. */
    private static final Duration LONGEST = Duration.ofDays(29);

    private static final int PAGE = 1000;

    private final Watermarks watermarks;
    private final BooksChanges changes;
    private final DatabaseTime time;

    public QuickBooksSweep(Watermarks watermarks, BooksChanges changes, DatabaseTime time) {
        this.watermarks = watermarks;
        this.changes = changes;
        this.time = time;
    }

    /**
     * How far a sweep has come.
     *
     * @param seen the watermark at its beginning
     * @param to the watermark once it has come to its end, by QuickBooks' clock; null before the first answer
     * @param asks what is still to be asked
     */
    private record Place(Instant seen, Instant since, Instant to, List<Ask> asks) {

        private Ask ask() {
            return asks.get(0);
        }

        private Place after(Instant answered, List<Ask> more) {
            List<Ask> left = new ArrayList<>(more);
            left.addAll(asks.subList(1, asks.size()));
            return new Place(seen, since, to == null ? answered : to, left);
        }
    }

    /** @param position of a query's page; 0: change data */
    private record Ask(String entities, int position) {}

    @Override
    public Read<?> ask(Run run) {
        return read(run.connection(), begin(run.connection()));
    }

    private Place begin(Connection connection) {
        Instant now = time.now();
        Instant seen = watermarks.quickbooks(connection.id());
        Instant since = seen == null ? now.minus(LATELY) : seen.minus(OVERLAP);
        // Payments first: an invoice that names one nobody knows has it read. Refunds last: they are for what is paid.
        List<Ask> asks = since.isBefore(now.minus(LONGEST))
                ? List.of(new Ask("Payment", 1), new Ask("Invoice", 1), new Ask("RefundReceipt", 1))
                : List.of(new Ask("Payment,Invoice,RefundReceipt", 0));
        return new Place(seen, since, null, asks);
    }

    private Read<?> read(Connection connection, Place place) {
        Instant readAt = time.now();
        Ask ask = place.ask();
        return ask.position() == 0
                ? Read.of("cdc", Changes.class)
                        .with(Query.changes(ask.entities(), place.since()))
                        .keepThen(answer -> keepChanges(connection, place, readAt, answer))
                : Read.of("query", QueryAnswer.class)
                        .with(Query.changedSince(ask.entities(), place.since(), ask.position()))
                        .keepThen(answer -> keepPage(connection, place, readAt, answer));
    }

    private Read<?> keepChanges(Connection connection, Place place, Instant readAt, Changes answer) {
        changes.keep(connection, answer.payments(), answer.invoices(), answer.refundReceipts(), readAt);
        List<Ask> more = new ArrayList<>();
        if (!answer.complete()) {
            String[] kinds = place.ask().entities().split(",");
            for (String kind : kinds) {
                more.add(new Ask(kind, kinds.length == 1 ? 1 : 0));
            }
        }
        return next(connection, place.after(instant(answer.time(), readAt), more));
    }

    private Read<?> keepPage(Connection connection, Place place, Instant readAt, QueryAnswer answer) {
        changes.keep(connection, answer.payments(), answer.invoices(), answer.refundReceipts(), readAt);
        Ask ask = place.ask();
        int found = answer.payments().size()
                + answer.invoices().size()
                + answer.refundReceipts().size();
        List<Ask> more = found < PAGE ? List.of() : List.of(new Ask(ask.entities(), ask.position() + PAGE));
        OffsetDateTime at = answer.time() == null ? null : OffsetDateTime.parse(answer.time());
        return next(connection, place.after(instant(at, readAt), more));
    }

    /** Once all is stored the watermark moves, in the transaction that stored the last of it. */
    private Read<?> next(Connection connection, Place place) {
        if (!place.asks().isEmpty()) {
            return read(connection, place);
        }
        watermarks.quickbooksSwept(connection.id(), place.seen(), place.to());
        return null;
    }

    private static Instant instant(OffsetDateTime told, Instant otherwise) {
        return told == null ? otherwise : told.toInstant();
    }
}
