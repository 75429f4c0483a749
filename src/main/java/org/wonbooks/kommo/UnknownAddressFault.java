package org.wonbooks.kommo;

/** Kommo knows no such address: of this one call, or of the account. */
class UnknownAddressFault extends KommoRefusedFault {

    private final boolean kommos;

    /** @param kommos Kommo says so itself, and not what stands before it */
    UnknownAddressFault(String reason, boolean kommos) {
        super(reason, KommoFaults.FIX);
        this.kommos = kommos;
    }

    /** Does Kommo say so itself? */
    boolean isKommos() {
        return kommos;
    }
}
