package org.wonbooks.work;

import org.wonbooks.fault.Hold;

/** Told how work ended, after its row was written; not told by a run that came too late to write it. */
public interface OutcomeListener {

    /** All was done. */
    void settled(Work work);

    /** There was nothing to do. */
    void nothingToDo(Work work);

    /** A rule wants a person to look first. */
    void held(Work work, Hold hold);

    /** Only a person can help, for this reason. */
    void dead(Work work, String reason);
}
