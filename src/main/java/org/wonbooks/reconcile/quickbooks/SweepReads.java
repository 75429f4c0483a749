package org.wonbooks.reconcile.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.wonbooks.answer.Elements;
import org.wonbooks.component.read.QuickBooksPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.money.BooksChanges;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;
import org.wonbooks.quickbooks.invoice.RefundReceipt;
import org.wonbooks.quickbooks.query.Changes;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.reconcile.LeftOut.Thing;

/**
 * One sweep over the books. Mostly one read of its change data, which also tells of what was deleted. Where that is
 * refused, too large or cut off, each kind is asked for by itself. Where even that is, change data are asked for the
 * latest half of the time, and the half of that, until they come; what changed before is read by queries, whose windows
 * are halved until only the guilty thing is left out ({@link QuickBooksPages}). What was deleted before, only the drift
 * report sees.
 */
final class SweepReads implements QuickBooksPages.Taker {

    /** Change data go back for 30 days; a day less keeps clear of the edge. */
    private static final Duration LONGEST = Duration.ofDays(29);

    /** For less, change data are not asked again. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** How often what is known only by its second is looked for: each time costs a few reads. */
    private static final Duration LOOKED_FOR = Duration.ofHours(6);

    private final Connection connection;
    private final Instant since;
    private final BooksChanges changes;
    private final LeftOutOfQuickBooks leftOut;
    private final DatabaseTime time;
    private final BiConsumer<Instant, Boolean> swept;
    private final LeftOutOfQuickBooks.Found found;
    private final Deque<Supplier<Read<?>>> left = new ArrayDeque<>();
    private boolean lookedForEarlier;
    private boolean surprised;

    /** The watermark once all is done, by QuickBooks' clock; null: before the first answer. */
    private Instant to;

    /**
     * A sweep of what changed since then.
     *
     * @param swept is told up to when all is stored, and whether there was anything that no webhook had told, in the
     *     transaction that stored the last of it
     */
    SweepReads(
            Connection connection,
            Instant since,
            BooksChanges changes,
            LeftOutOfQuickBooks leftOut,
            DatabaseTime time,
            BiConsumer<Instant, Boolean> swept) {
        this.connection = connection;
        this.since = since;
        this.changes = changes;
        this.leftOut = leftOut;
        this.time = time;
        this.swept = swept;
        found = new LeftOutOfQuickBooks.Found(since);
    }

    Read<?> begin() {
        Instant earliest = time.now().minus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
        if (!since.isBefore(earliest)) {
            left.add(() -> all(since));
            return end();
        }
        // What changed longer ago is in no change data.
        Instant before = earliest.minusSeconds(1);
        List<String> others = QuickBooksSweep.KINDS.subList(1, QuickBooksSweep.KINDS.size());
        left.add(() -> windows(QuickBooksSweep.KINDS.get(0), since, before).read());
        left.add(() -> all(earliest));
        others.forEach(kind -> left.add(() -> windows(kind, since, before).read()));
        return end();
    }

    private QuickBooksPages windows(String kind, Instant from, Instant until) {
        return new QuickBooksPages(kind, this).between(from, until);
    }

    /** All kinds by one read; where that can't be had, each by itself. */
    private Read<?> all(Instant from) {
        return changeData(QuickBooksSweep.KINDS, from, () -> {}, () -> {
            for (int i = QuickBooksSweep.KINDS.size() - 1; i >= 0; i--) {
                String kind = QuickBooksSweep.KINDS.get(i);
                left.addFirst(() -> changeData(List.of(kind), from, () -> {}, () -> later(kind, from, from)));
            }
        });
    }

    /**
     * The next reads where change data of a kind can't be had.
     *
     * @param failed since when they were asked for in vain the last time
     */
    private void later(String kind, Instant from, Instant failed) {
        Instant now = to == null ? time.now() : to;
        Duration latest = Duration.between(failed, now);
        if (latest.compareTo(SHORTEST) < 0) {
            Instant end = now.plus(QuickBooksSweep.OVERLAP);
            left.addFirst(() -> windows(kind, from, failed.minusSeconds(1))
                    .between(failed, end)
                    .read());
            return;
        }
        Instant middle = failed.plusSeconds(latest.toSeconds() / 2);
        Runnable before = () -> left.addFirst(() -> windows(kind, from, failed.minusSeconds(1))
                .between(failed, middle.minusSeconds(1))
                .read());
        left.addFirst(() -> changeData(List.of(kind), middle, before, () -> later(kind, from, middle)));
    }

    private Read<?> changeData(List<String> kinds, Instant from, Runnable whole, Runnable otherwise) {
        Instant readAt = now();
        return Read.of("cdc", Changes.class)
                .with(Query.changes(String.join(",", kinds), from))
                .keepThen(answer -> {
                    keep(answer.payments(), answer.invoices(), answer.refundReceipts(), readAt);
                    answered(at(answer.time(), readAt));
                    (answer.complete() ? whole : otherwise).run();
                    return end();
                })
                .failing(PermanentFault.class, fault -> {
                    if (!QuickBooksPages.narrows(fault)) {
                        throw fault;
                    }
                    otherwise.run();
                    return end();
                });
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void take(QueryAnswer page, Instant readAt) {
        keep(page.changedPayments(), page.changedInvoices(), page.changedRefundReceipts(), readAt);
        answered(at(page.time(), readAt));
    }

    private void keep(
            Elements<Payment> payments, Elements<Invoice> invoices, Elements<RefundReceipt> refunds, Instant readAt) {
        surprised |= changes.keep(connection, payments.read(), invoices.read(), refunds.read(), readAt);
        found.add(payments, invoices, refunds);
    }

    private void answered(Instant at) {
        to = to == null ? at : to;
    }

    private static Instant at(String told, Instant otherwise) {
        try {
            return told == null ? otherwise : OffsetDateTime.parse(told).toInstant();
        } catch (DateTimeParseException unreadable) {
            return otherwise;
        }
    }

    @Override
    public void leaveOut(String kind, Instant second, PermanentFault why) {
        found.leaveOut(kind, second, why);
    }

    /** Once all is stored the watermark moves, in the transaction that stored the last of it. */
    @Override
    public Read<?> end() {
        if (!left.isEmpty()) {
            return left.removeFirst().get();
        }
        if (!lookedForEarlier) {
            lookedForEarlier = true;
            List<Thing> earlier =
                    leftOut.toBeLookedFor(connection, since, time.now().minus(LOOKED_FOR));
            earlier.forEach(thing -> left.add(() ->
                    windows(thing.kind(), thing.changedAt(), thing.changedAt()).read()));
            found.lookedFor(earlier);
            return end();
        }
        leftOut.settle(connection, found);
        swept.accept(to, surprised || !found.whole());
        return null;
    }
}
