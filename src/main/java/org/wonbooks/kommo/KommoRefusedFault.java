package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** Kommo does not take a call, or a part of it: the reason is in Kommo or in the settings, not in the books. */
public class KommoRefusedFault extends PermanentFault {

    public KommoRefusedFault(String reason, String fix) {
        super(reason, fix);
    }
}
