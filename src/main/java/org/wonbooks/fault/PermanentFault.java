package org.wonbooks.fault;

/** Will fail again however often it is tried: a refused value, something missing. Goes to the dead letter at once. */
public class PermanentFault extends Fault {

    public PermanentFault(String reason, String fix) {
        super(reason, fix);
    }
}
