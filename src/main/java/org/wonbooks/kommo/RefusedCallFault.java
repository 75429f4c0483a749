package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** Kommo refused a call as such (400): of a list, something in it may be to blame. */
public class RefusedCallFault extends PermanentFault {

    RefusedCallFault(String reason) {
        super(reason, KommoFaults.FIX);
    }
}
