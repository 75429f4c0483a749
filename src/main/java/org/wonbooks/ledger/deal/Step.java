package org.wonbooks.ledger.deal;

import java.time.Duration;
import java.time.Instant;

/**
 * One step of a deal.
 *
 * @param epoch how many ids its call had before this one
 * @param requestId the id under which QuickBooks runs the call once; null for Kommo, which knows none
 * @param request the text that the call sends: a repeated call sends the same
 * @param firstCall when the call was first made under this id
 * @param lastCall when it was made before, if it was
 * @param inDoubt an earlier run began the call and did not see its end
 */
public record Step(
        String name,
        State state,
        int epoch,
        String requestId,
        String request,
        String externalId,
        Instant firstCall,
        Instant lastCall,
        boolean inDoubt) {

    /**
     * Where a step stands. CALLING is committed before the call; NOT_MADE says that the call is known to have made
     * nothing, so the next one may have an id and a text of its own.
     */
    public enum State {
        CALLING,
        DONE,
        SKIPPED,
        NOT_MADE
    }

    /** QuickBooks runs a call for two minutes at most, and a search may not see at once what is new. */
    private static final Duration PROOF_AFTER = Duration.ofMinutes(5);

    /** Our clock and QuickBooks' may differ. */
    private static final Duration SEARCH_BEFORE = Duration.ofHours(1);

    /** QuickBooks lists changes of thirty days. */
    private static final Duration LOOK_BACK = Duration.ofDays(29);

    /** Would a search that finds nothing prove, at this time, that the call in doubt has made nothing? */
    boolean provable(Instant now) {
        return inDoubt && !now.isBefore(lastCall.plus(PROOF_AFTER));
    }

    /** From when on a search at this time for what the call may have made has to look. */
    Instant searchedFrom(Instant now) {
        Instant from = firstCall.minus(SEARCH_BEFORE);
        Instant furthest = now.minus(LOOK_BACK);
        return from.isBefore(furthest) ? furthest : from;
    }

    /** Is there still something to do? */
    public boolean open() {
        return state == State.CALLING;
    }
}
