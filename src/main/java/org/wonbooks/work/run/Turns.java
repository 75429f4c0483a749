package org.wonbooks.work.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets the doors for webhooks come first: only so many runs compute at once as leave them a processor, and while a
 * webhook is being stored none begins to. Most runs wait for a peer, and those have no turn meanwhile.
 */
@Component
public class Turns {

    /** Webhooks may come without end: after that time a run computes all the same. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    /** A run that never gives its turn back must not stop all others. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final long courtesy;
    private final long patience;
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);
    private int hooks;

    /** As many as this machine has processors, but for one; at least one. */
    public Turns() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), COURTESY, PATIENCE);
    }

    Turns(int turns, Duration courtesy, Duration patience) {
        free = new Semaphore(turns, true);
        this.courtesy = courtesy.toMillis();
        this.patience = patience.toMillis();
    }

    /** Stores a webhook, which goes first; answers what the storing does. */
    public int first(IntSupplier storing) {
        synchronized (this) {
            hooks++;
        }
        try {
            return storing.getAsInt();
        } finally {
            synchronized (this) {
                hooks--;
                if (hooks == 0) {
                    notifyAll();
                }
            }
        }
    }

    /** Waits for a turn, and has it until the task is done; where none comes free for long, goes without. */
    void take(Runnable task) {
        letHooksPass();
        take();
        try {
            task.run();
        } finally {
            giveBack();
            mine.remove();
        }
    }

    /**
     * Lets others have the caller's turn while it waits; whoever has none just waits. Not within a transaction: who has
     * the turn next may want the rows that it holds.
     */
    public <T> T away(Supplier<T> waiting) {
        if (!mine.get()) {
            return waiting.get();
        }
        giveBack();
        try {
            return waiting.get();
        } finally {
            take();
        }
    }

    private void take() {
        try {
            mine.set(free.tryAcquire(patience, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() {
        if (mine.get()) {
            mine.set(false);
            free.release();
        }
    }

    /** Waits until no webhook is being stored, but not for long. */
    synchronized void letHooksPass() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(courtesy);
        try {
            for (long left = courtesy; hooks > 0 && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
