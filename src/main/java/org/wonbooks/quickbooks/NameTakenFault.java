package org.wonbooks.quickbooks;

import org.wonbooks.fault.RefusedFault;

/** A customer, vendor or employee of that name is there already (code 6240). */
public class NameTakenFault extends RefusedFault {

    public NameTakenFault(String reason) {
        super(reason, "Rename the other one in QuickBooks or the contact in Kommo, then press “Try again”.");
    }
}
