package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;

/**
 * So many calls in any stretch of this width, which slides as the peers' own do.
 *
 * @param calls 1 or more
 * @param width zero: so many calls at once
 */
public record CallWindow(int calls, Duration width) {

    /** No call takes longer: a place whose holder is dead comes free after this and the width. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);

    public CallWindow {
        if (calls < 1) {
            throw new IllegalArgumentException("A limit of " + calls + " calls lets none through: set 1 or more");
        }
    }

    /** Until when a place is held that is taken now and not given back. */
    Instant heldUntil(Instant now) {
        return now.plus(LONGEST_CALL).plus(width);
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
