package org.wonbooks.component.read;

import org.wonbooks.fault.PermanentFault;

/** Counts the things for which a list can't be read, and which are left out. */
final class GuiltyThings {

    /** More than these in a row, with nothing read in between, are no guilty ones: something else is wrong. */
    private static final int MOST_IN_A_ROW = 20;

    private static final int MOST = 100;

    private int all;
    private int inARow;

    void somethingIsRead() {
        inARow = 0;
    }

    /** One more; throws its fault where there are too many. */
    void add(PermanentFault fault) {
        if (++all > MOST || ++inARow > MOST_IN_A_ROW) {
            throw fault;
        }
    }
}
