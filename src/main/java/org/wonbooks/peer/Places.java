package org.wonbooks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wonbooks.fault.ThrottledFault;

/**
 * Where the places of the limits are kept, for everybody who counts together. Nothing here waits.
 *
 * <p>A call takes a place of each window and gives them back when it has been answered; a place is free again one width
 * later. So however long calls are on their way, the peer never sees more of them in any window than it has places.
 *
 * <p>A peer that wants no call closes its scope. When the time that it asked for is over, one call tries; the others
 * wait for what becomes of it. It opens the scope for all, or closes it again.
 */
interface Places {

    /** A place of a window, and what tells its holder from a later one: until when it is held. */
    record Held(CallWindow window, int place, Instant until) {}

    /**
     * What became of an attempt.
     *
     * @param held a place of each window, and the trial where the call is one; empty when one of them has none free
     * @param waitFor after what time to try again
     */
    record Attempt(List<Held> held, Duration waitFor) {}

    /**
     * Whoever has to wait no longer than this stands in line with what it has read so far; else its work is put back.
     */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** A trial's result is looked for this often; in the same instance it is heard of at once. */
    Duration NEXT_LOOK = Duration.ofMillis(100);

    /** What a trial holds beside its places: until it is given back, or its holder must be dead, nobody else tries. */
    CallWindow TRIAL = new CallWindow(1, Duration.ZERO);

    /** A page in place of an answer may be a gateway's hiccup; one that goes on is a block, which only people lift. */
    List<Duration> BLOCKS = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));

    /**
     * How a scope is blocked.
     *
     * @param refusals how many pages there were in place of an answer, one after the other
     * @param waitFor for how long nobody calls
     */
    record Block(int refusals, Duration waitFor) {}

    /**
     * Takes a place of each window, or none of any. Throws {@link ThrottledFault} while the scope is closed for longer
     * than the caller's patience: nobody stands about then, the work is put back and its hand is free for other
     * connections.
     *
     * @param patience what is left of {@link #PATIENCE} to the call
     */
    Attempt take(String scope, List<CallWindow> windows, Duration patience);

    /** The call was answered, or failed. A place that somebody else has by now stays with them; so does a trial. */
    void giveBack(String scope, List<Held> held);

    /** The peer answered a call that held this, and refuses no more: a trial opens the scope. */
    void answered(String scope, List<Held> held);

    /** Nobody gets a place of this scope for so long. */
    void pause(String scope, Duration wait);

    /**
     * The peer answered with a page that blocks us. Of calls that were on their way together, or are late, one counts.
     *
     * @param held by the call that was answered so
     */
    Block block(String scope, List<Held> held);

    /** Does the call try whether the peer wants calls again? */
    static Optional<Held> trial(List<Held> held) {
        return held.stream().filter(one -> one.window() == TRIAL).findFirst();
    }

    /** How long the page of this number keeps everybody out, from 1 on. */
    static Duration blockedFor(int refusals) {
        return BLOCKS.get(Math.min(refusals, BLOCKS.size()) - 1);
    }

    /**
     * What whoever asks for a place hears while the scope is closed.
     *
     * @param tried somebody tries, since LONGEST_CALL before that time
     */
    static Attempt closed(String scope, Instant now, Instant until, boolean tried, Duration patience) {
        Duration wait = Duration.between(now, until);
        Duration soFar = tried ? CallWindow.LONGEST_CALL.minus(wait) : wait;
        if (soFar.compareTo(patience) > 0) {
            throw new ThrottledFault(
                    "The limit of " + scope + " lets no call through yet",
                    tried && wait.compareTo(PATIENCE) > 0 ? PATIENCE : wait);
        }
        return new Attempt(List.of(), tried ? NEXT_LOOK : wait);
    }
}
