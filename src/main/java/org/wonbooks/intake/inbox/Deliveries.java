package org.wonbooks.intake.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.intake.inbox.QuickBooksIntake.Contents;
import org.wonbooks.intake.inbox.Untaken.Claimed;
import org.wonbooks.intake.inbox.Untaken.Due;

/**
 * Has the deliveries taken apart that are stored: at once by the instance that has answered one, and what a crash has
 * left by any instance that looks next. Over the common pool, so no hook waits for it.
 */
@Component
public class Deliveries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** A small delivery does not wait for a large one. */
    private static final int AT_ONCE = 4;

    /** A row that somebody keeps locked is free in a moment. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Between attempts. Few and short: after the last one the books are looked through for the rest of it. */
    static final List<Duration> DELAYS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private static final int PATIENCE_SECONDS = 10;

    private final Untaken untaken;
    private final QuickBooksIntake intake;
    private final DatabaseKind database;
    private final DatabaseTime time;
    /** While all are busy one look is kept, and sees all that has come meanwhile. */
    private final ExecutorService hands = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            new CustomizableThreadFactory("taking-apart-"),
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile boolean running;

    Deliveries(Untaken untaken, QuickBooksIntake intake, DatabaseKind database, DatabaseTime time) {
        this.untaken = untaken;
        this.intake = intake;
        this.database = database;
        this.time = time;
    }

    /** Has all taken apart that is due, beside the caller. */
    public void look() {
        hands.execute(this::takeWhatIsDue);
    }

    /** Takes apart what is due, one after the other. */
    void takeWhatIsDue() {
        try {
            // Whoever stores another one has it looked for, too.
            for (boolean more = true; more && running; ) {
                Optional<Due> due = untaken.claim();
                due.ifPresent(this::takeApart);
                more = due.filter(Due::more).isPresent();
            }
        } catch (RuntimeException e) {
            // What is stored stays so, and is looked for again in a moment.
            LOG.warn(
                    "No delivery could be looked for: {}",
                    NestedExceptionUtils.getMostSpecificCause(e).getClass().getName());
        }
    }

    private void takeApart(Due due) {
        Claimed delivery = due.delivery();
        Contents contents = new Contents(List.of(), List.of());
        try {
            contents = Contents.of(due.body());
            if (delivery.attempts() > DELAYS.size() + 1) {
                intake.giveUp(delivery, contents, "Each attempt to take it apart ended the process.");
                return;
            }
            do {
                Optional<Claimed> taken = intake.take(delivery, contents);
                if (taken.isEmpty()) {
                    LOG.warn("Delivery {}: taken over by another process", delivery.id());
                    return;
                }
                delivery = taken.get();
            } while (running && !contents.endsAt(delivery.taken()));
            if (!contents.endsAt(delivery.taken())) {
                untaken.putOff(delivery, time.now(), false, null);
            }
        } catch (RuntimeException fault) {
            failed(delivery, contents, fault);
        }
    }

    /** A fault of the database passes, and counts as no attempt; any other one may well be the delivery's own. */
    private void failed(Claimed delivery, Contents contents, RuntimeException fault) {
        boolean passes = fault instanceof TransientDataAccessException
                || fault instanceof RecoverableDataAccessException
                || fault instanceof NonTransientDataAccessResourceException
                || fault instanceof TransactionException;
        // Not its message: a database quotes the row, and with it a customer's data.
        String why = "It could not be taken apart: "
                + NestedExceptionUtils.getMostSpecificCause(fault).getClass().getName() + ".";
        LOG.debug("The whole cause", fault);
        if (!passes && delivery.attempts() > DELAYS.size()) {
            LOG.error("Delivery {} of QuickBooks: {} Its companies' books are looked through.", delivery.id(), why);
            intake.giveUp(delivery, contents, why);
            return;
        }
        Duration delay = passes ? SOON : DELAYS.get(delivery.attempts() - 1);
        LOG.error(
                "Delivery {} of QuickBooks: {} {} of its events are taken; tried again in {}. The level DEBUG for this"
                        + " class shows the whole cause.",
                delivery.id(),
                why,
                delivery.taken(),
                delay);
        untaken.putOff(delivery, time.now().plus(delay), !passes, why);
    }

    @Override
    public void start() {
        if (database.oursAlone()) {
            untaken.endAllLeases();
        }
        running = true;
    }

    /** What is under way comes to the end of its present events; the rest is taken after the next start. */
    @Override
    public void stop() {
        running = false;
        hands.shutdown();
        try {
            hands.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before Camel does, and so stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
