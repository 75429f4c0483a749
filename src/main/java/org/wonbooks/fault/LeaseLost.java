package org.wonbooks.fault;

/** Another instance took this piece of work over: whatever this run still wants to write comes too late. */
public class LeaseLost extends Fault {

    public LeaseLost(long workId) {
        super("Work " + workId + " was taken over by another run", null);
    }
}
