package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;

/**
 * So many calls are begun in a stretch of this width, which slides as the peers' own do. One that is begun late, or
 * late on its way, may arrive among those of the next stretch: the peer sees one more at most, see {@link #places}.
 *
 * @param calls 1 or more
 * @param width zero: so many calls at once
 */
public record CallWindow(int calls, Duration width) {

    /** No call takes longer: a place whose holder is dead comes free after this and the width. */
    static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);

    /** A call that is begun so much after it might have been counts from then on: else each delay would add up. */
    private static final Duration MADE_UP = Duration.ofMillis(100);

    public CallWindow {
        if (calls < 1) {
            throw new IllegalArgumentException("A limit of " + calls + " calls lets none through: set 1 or more");
        }
    }

    /**
     * A place is free one width after its call was answered, so that the peer never sees more calls than there are
     * places. Were there only as many as calls may be begun, each call would cost the time that it was on its way on
     * top.
     */
    int places() {
        return width.isZero() ? calls : calls + 1;
    }

    /** Until when a place is held that is taken now and not given back. */
    Instant heldUntil(Instant now) {
        return now.plus(LONGEST_CALL).plus(width);
    }

    /** Since when a call that is begun later than this counts from the moment that it might have been begun. */
    Instant madeUpSince(Instant now) {
        return now.minus(MADE_UP);
    }

    /**
     * After what time to look again when the earliest place is free then. What others give back from now on is free one
     * width later, so nobody need look before that.
     */
    Duration lookAgain(Instant now, Instant earliest) {
        Duration unseen = width.compareTo(SHORTEST_LOOK) > 0 ? width : SHORTEST_LOOK;
        Duration wait = Duration.between(now, earliest);
        return wait.compareTo(unseen) < 0 ? wait : unseen;
    }
}
