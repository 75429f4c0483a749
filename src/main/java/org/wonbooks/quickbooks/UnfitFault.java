package org.wonbooks.quickbooks;

import org.wonbooks.fault.RefusedFault;

/**
 * What was sent does not fit how the company keeps its books: its taxes, currencies, closing date or plan (codes 5020,
 * 5030, 6000, 6100, 6200 and 6210).
 */
public class UnfitFault extends RefusedFault {

    UnfitFault(String reason, String fix) {
        super(reason, fix);
    }
}
