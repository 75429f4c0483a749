package org.wonbooks.work.run;

import org.wonbooks.fault.Hold;
import org.wonbooks.work.Work;

/**
 * Told how work ended, after its row was written but for {@link #ending}; not told by a run that came too late to write
 * it.
 */
public interface OutcomeListener {

    /**
     * All is about to be written down as done: rows of work that come before its own, and may be marked then, are taken
     * now.
     */
    default void ending(Work work) {}

    /** All was done. */
    void settled(Work work);

    /** There was nothing to do. */
    void nothingToDo(Work work);

    /** A rule wants a person to look first. */
    void held(Work work, Hold hold);

    /** Only a person can help, because of this. */
    void dead(Work work, Exception fault);
}
