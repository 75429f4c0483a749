package org.wonbooks.intake;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabasePools;
import org.wonbooks.database.TwoPools;
import org.wonbooks.work.Turns;

/**
 * Stores deliveries on threads of its own, as many as the small pool has connections, and lets nobody wait longer than
 * the deadline, whatever the database does. What is not begun by then is never begun. What has begun goes on, and may
 * yet be stored: the sender, told to come again, then brings it twice, which does no harm. It is not interrupted: that
 * would close H2's file.
 */
@Component
class PromptStorage implements DisposableBean {

    /** Kommo waits 2 s for an answer, Intuit 3 s; the way to us and back is part of that. */
    static final Duration DEADLINE = Duration.ofMillis(1200);

    private final ExecutorService threads =
            Executors.newFixedThreadPool(DatabasePools.PROMPT, new CustomizableThreadFactory("delivery-"));

    private final Turns turns;

    PromptStorage(Turns turns) {
        this.turns = turns;
    }

    /** Answers what the task answers, or throws what it throws; {@link TooSlow} at the deadline. */
    int store(Supplier<Integer> task) {
        return turns.first(() -> stored(task));
    }

    private int stored(Supplier<Integer> task) {
        Future<Integer> stored = threads.submit(() -> TwoPools.inTime(task));
        try {
            return stored.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stored.cancel(false);
            throw new TooSlow();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooSlow();
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    /** The database did not store a delivery within the deadline. */
    static class TooSlow extends RuntimeException {

        TooSlow() {
            super("Not stored within " + DEADLINE.toMillis() + " ms");
        }
    }
}
