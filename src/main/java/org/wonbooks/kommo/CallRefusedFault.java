package org.wonbooks.kommo;

/** Kommo refused a call as such (400): of a list, something in it may be to blame. */
public class CallRefusedFault extends KommoRefusedFault {

    CallRefusedFault(String reason) {
        super(reason, KommoFaults.FIX);
    }
}
