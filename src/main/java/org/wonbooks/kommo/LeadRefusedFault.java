package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** Kommo does not take a field, or the stage, that was to be written to a deal. */
public class LeadRefusedFault extends PermanentFault {

    private final Integer field;

    LeadRefusedFault(String reason, Integer field) {
        super(reason, KommoFaults.FIX);
        this.field = field;
    }

    /** Which of the fields that were written, from 0 on; null: it was the stage, or its pipeline. */
    public Integer field() {
        return field;
    }
}
