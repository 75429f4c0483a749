package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wonbooks.fault.ThrottledFault;

/**
 * Where the places of the limits are kept, for everybody who counts together. Nothing here waits.
 *
 * <p>A call takes a place of each window and gives them back when it has been answered; a place is free again one width
 * later. So however long calls are on their way, the peer never sees more of them in any window than it has places.
 */
interface Places {

    /** A place of a window, and what tells its holder from a later one: until when it is held. */
    record Held(CallWindow window, int place, Instant until) {}

    /**
     * What became of an attempt.
     *
     * @param held a place of each window; empty when one of them has none free
     * @param waitFor after what time to try again
     */
    record Attempt(List<Held> held, Duration waitFor) {}

    /**
     * Takes a place of each window, or none of any. Throws {@link ThrottledFault} while the scope pauses: nobody stands
     * about then, the work is put back and its hand is free for other connections.
     */
    Attempt take(String scope, List<CallWindow> windows);

    /** The call was answered, or failed. A place that somebody else has by now stays with them. */
    void giveBack(String scope, List<Held> held);

    /** Nobody gets a place of this scope for so long. */
    void pause(String scope, Duration wait);

    /** What whoever asks for a place hears while the scope pauses. */
    static ThrottledFault paused(String scope, Instant now, Instant until) {
        return new ThrottledFault("The limit of " + scope + " lets no call through yet", Duration.between(now, until));
    }
}
