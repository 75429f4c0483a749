package org.wonbooks.work;

import org.wonbooks.database.Lease;

/**
 * A claimed piece of work.
 *
 * @param key the lead's, payment's or invoice's id
 * @param epoch of this claim
 * @param seenHints how many times it had been marked due when it was claimed: later hints are not covered by this run
 * @param attempts this one included
 */
public record Work(
        long id, long connectionId, WorkKind kind, String key, String lane, long epoch, long seenHints, int attempts) {

    /** The right to write down what this run does. */
    public Lease lease() {
        return new Lease(id, epoch);
    }
}
