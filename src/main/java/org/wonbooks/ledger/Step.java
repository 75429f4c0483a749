package org.wonbooks.ledger;

/**
 * One step of a deal.
 *
 * @param request the text that the call sends: a repeated call sends the same
 * @param inDoubt an earlier run began the call and did not see its end
 */
public record Step(String name, State state, String requestId, String request, String externalId, boolean inDoubt) {

    /** Where a step stands. CALLING is committed before the call. */
    public enum State {
        CALLING,
        DONE,
        SKIPPED
    }

    /** Is there still something to do? */
    public boolean open() {
        return state == State.CALLING;
    }
}
