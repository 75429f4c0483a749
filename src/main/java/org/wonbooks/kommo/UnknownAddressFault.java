package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** Kommo knows no such address: of this one call, or of the account. */
class UnknownAddressFault extends PermanentFault {

    UnknownAddressFault(String reason) {
        super(reason, KommoFaults.FIX);
    }
}
