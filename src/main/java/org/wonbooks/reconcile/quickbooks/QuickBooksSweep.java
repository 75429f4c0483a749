package org.wonbooks.reconcile.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.flow.money.BooksChanges;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.reconcile.Watermarks;

/** Looks through what changed in QuickBooks since the watermark: how, says {@link SweepReads}. */
@Component("quickBooksSweep")
class QuickBooksSweep implements Question.OfQuickBooks {

    /**
     * What is looked through. Payments come first: an invoice that names one nobody knows has it read. Refund receipts
     * come last: they are for what is paid.
     */
    static final List<String> KINDS = List.of("Payment", "Invoice", "RefundReceipt");

    /** How far back the first sweep looks. */
    private static final Duration LATELY = Duration.ofDays(2);

    /** Clocks differ, and a change may show late. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Watermarks watermarks;
    private final BooksChanges changes;
    private final LeftOutOfQuickBooks leftOut;
    private final Sweeps sweeps;
    private final DatabaseTime time;

    public QuickBooksSweep(
            Watermarks watermarks,
            BooksChanges changes,
            LeftOutOfQuickBooks leftOut,
            Sweeps sweeps,
            DatabaseTime time) {
        this.watermarks = watermarks;
        this.sweeps = sweeps;
        this.changes = changes;
        this.leftOut = leftOut;
        this.time = time;
    }

    @Override
    public Read<?> ask(Run run) {
        Instant seen = watermarks.quickbooks(run.connection().id());
        Instant since = seen == null ? time.now().minus(LATELY) : seen.minus(OVERLAP);
        return new SweepReads(
                        run.connection(),
                        since.truncatedTo(ChronoUnit.SECONDS),
                        changes,
                        leftOut,
                        time,
                        (to, surprised) -> {
                            watermarks.quickbooksSwept(run.connection().id(), seen, to);
                            sweeps.swept(run.connection(), surprised);
                        })
                .begin();
    }
}
