package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** The deals have no such field as was to be written. */
public class FieldMissingFault extends PermanentFault {

    private final int index;

    FieldMissingFault(int index, String reason) {
        super(reason, "Have Kommo's fields made (POST …/provision), then replay.");
        this.index = index;
    }

    /** Which of the fields that were written, from 0 on. */
    public int index() {
        return index;
    }
}
