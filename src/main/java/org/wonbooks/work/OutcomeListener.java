package org.wonbooks.work;

/** Told how work ended, after its row was written; not told by a run that came too late to write it. */
public interface OutcomeListener {

    /** All was done. */
    void settled(Work work);

    /** There was nothing to do. */
    void nothingToDo(Work work);

    /**
     * Only a person can help, for this reason.
     *
     * @param fix what the person can do
     */
    void needsPerson(Work work, String reason, String fix);
}
