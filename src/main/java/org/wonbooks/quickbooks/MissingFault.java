package org.wonbooks.quickbooks;

import org.wonbooks.fault.RefusedFault;

/** There is no such object any more, or it was made inactive or merged into another (codes 610 and 2500). */
public class MissingFault extends RefusedFault {

    MissingFault(String reason) {
        super(
                reason,
                "Make the customer, item or terms that the deal uses active again in QuickBooks, then press"
                        + " “Try again”.");
    }
}
