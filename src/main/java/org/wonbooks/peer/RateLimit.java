package org.wonbooks.peer;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonbooks.fault.ThrottledFault;

/**
 * How fast a peer may be called. Who finds no place waits; connections take turns, and only the one whose turn it is
 * looks for a place.
 */
public final class RateLimit {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);

    private record Waiter(long connection, long turn, long number) {}

    private final String scope;
    private final List<CallWindow> windows;
    private final Places places;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiter> queue =
            new PriorityQueue<>(Comparator.comparing(Waiter::turn).thenComparing(Waiter::number));
    /** Of the latest who got a place. */
    private long turn;

    private long arrivals;
    private long returns;
    private long nextLook = System.nanoTime();

    RateLimit(String scope, List<CallWindow> windows, Places places) {
        this.scope = scope;
        this.windows = List.copyOf(windows);
        this.places = places;
    }

    /**
     * Waits for a place for a call of this connection; to be given back. Throws {@link ThrottledFault} while the peer
     * wants no call for longer than a hand is kept for it, and InterruptedException when the wait is cut short by a
     * stop: then nothing is held.
     *
     * @param since the nano time at which the call began to stand in line, before refusals too: two throttled companies
     *     must not keep all hands
     */
    List<Places.Held> take(long connection, long since) throws InterruptedException {
        Waiter me = join(connection);
        try {
            while (true) {
                long seen = awaitTurn(me);
                Places.Attempt attempt = places.take(scope, windows, patienceLeft(since));
                if (!attempt.held().isEmpty()) {
                    went(me);
                    return attempt.held();
                }
                lookAgain(attempt.waitFor(), seen);
            }
        } finally {
            leave(me);
        }
    }

    private static Duration patienceLeft(long since) {
        return Places.PATIENCE.minusNanos(System.nanoTime() - since);
    }

    /** The call was answered, or failed. */
    void giveBack(List<Places.Held> held) {
        try {
            places.giveBack(scope, held);
        } catch (RuntimeException e) {
            // What the call achieved counts for more; its places come free by themselves.
            LOG.warn("The places of a call to {} could not be given back: {}", scope, e.getMessage());
        }
        // Other places are free one window from now: whoever waits has reckoned with that.
        if (held.stream().anyMatch(one -> one.window().width().isZero())) {
            lock.lock();
            try {
                returns++;
                nextLook = System.nanoTime();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The peer answered the call that held these, and refuses no more. */
    void answered(List<Places.Held> held) {
        try {
            places.answered(scope, held);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be opened, another call tries: {}", scope, e.getMessage());
        }
    }

    /** The peer wants no call at all for so long. */
    void pause(Duration wait) {
        places.pause(scope, wait);
    }

    /** The peer answered the call that held these with a page that blocks us; it may have held none. */
    Places.Block block(List<Places.Held> held) {
        return places.block(scope, held);
    }

    /** Behind the connection's own waiters, and behind at most one of each other connection. */
    private Waiter join(long connection) {
        lock.lock();
        try {
            long before = queue.stream()
                    .filter(waiter -> waiter.connection() == connection)
                    .mapToLong(Waiter::turn)
                    .reduce(turn, Math::max);
            Waiter me = new Waiter(connection, before + 1, ++arrivals);
            queue.add(me);
            return me;
        } finally {
            lock.unlock();
        }
    }

    /** Answers how many places were given back so far. */
    private long awaitTurn(Waiter me) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long wait = nextLook - System.nanoTime();
                if (queue.peek() != me) {
                    changed.await();
                } else if (wait > 0) {
                    changed.awaitNanos(wait);
                } else {
                    return returns;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookAgain(Duration wait, long seen) {
        lock.lock();
        try {
            if (returns == seen) {
                nextLook = System.nanoTime() + wait.toNanos();
            }
        } finally {
            lock.unlock();
        }
    }

    private void went(Waiter me) {
        lock.lock();
        try {
            turn = Math.max(turn, me.turn());
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter me) {
        lock.lock();
        try {
            queue.remove(me);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
