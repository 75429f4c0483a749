package org.wonbooks.kommo;

import java.util.Set;

/** Kommo does not take a field, or the stage, that was to be written to a deal. It has taken nothing else either. */
public class LeadRefusedFault extends KommoRefusedFault {

    private final transient Set<Integer> fields;
    private final boolean stage;

    LeadRefusedFault(String reason, Set<Integer> fields, boolean stage) {
        super(reason, KommoFaults.FIX);
        this.fields = fields;
        this.stage = stage;
    }

    /** Of a refusal that does not say what it is about; a stage is the likeliest to be gone. */
    public static LeadRefusedFault of(CallRefusedFault unnamed, boolean stage) {
        return new LeadRefusedFault(unnamed.getMessage(), Set.of(), stage);
    }

    /** Which of the fields that were written, from 0 on. */
    public Set<Integer> fields() {
        return fields;
    }

    /** Is it the stage, or its pipeline? */
    public boolean stage() {
        return stage;
    }
}
