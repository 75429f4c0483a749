package org.wonbooks.work;

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
    private static final Duration COURTESY = Duration.ofMillis(500);

    private final Semaphore free;
    private final long courtesy;
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);
    private int hooks;

    /** As many as this machine has processors, but for one; at least one. */
    public Turns() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), COURTESY);
    }

    Turns(int turns, Duration courtesy) {
        free = new Semaphore(turns, true);
        this.courtesy = courtesy.toMillis();
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

    /** Waits for a turn, and has it until the task is done. */
    void take(Runnable task) {
        take();
        mine.set(true);
        try {
            task.run();
        } finally {
            mine.remove();
            free.release();
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
        free.release();
        try {
            return waiting.get();
        } finally {
            take();
        }
    }

    private void take() {
        free.acquireUninterruptibly();
        letHooksPass();
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
