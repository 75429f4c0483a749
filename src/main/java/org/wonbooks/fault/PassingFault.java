package org.wonbooks.fault;

/** May well succeed later. Tried again by the table's delays. */
public class PassingFault extends Fault {

    public PassingFault(String reason, String fix) {
        super(reason, fix);
    }
}
