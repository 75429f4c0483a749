package org.wonbooks.peer;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * So many calls in a window that slides, as the peers count. A call takes a place and gives it back when it has been
 * answered; the place is free again one window later. So however long calls are on their way, the peer never sees more
 * of them in any window than there are places.
 */
public final class RateLimit {

    private final DelayQueue<Place> places = new DelayQueue<>();
    private final Duration window;

    /** @param calls how many calls a window may hold */
    public RateLimit(int calls, Duration window) {
        this.window = window;
        for (int i = 0; i < calls; i++) {
            places.add(new Place(System.nanoTime()));
        }
    }

    /** Waits for a place; throws InterruptedException when the wait is cut short by a stop. */
    void take() throws InterruptedException {
        places.take();
    }

    /** The call was answered, or failed. */
    void giveBack() {
        places.add(new Place(System.nanoTime() + window.toNanos()));
    }

    private record Place(long freeAt) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(freeAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(freeAt - ((Place) other).freeAt);
        }
    }
}
