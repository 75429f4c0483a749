package org.wonbooks.quickbooks;

import org.wonbooks.fault.RefusedFault;

/** There is no such object any more, or it was made inactive (code 610). */
public class MissingFault extends RefusedFault {

    MissingFault(String reason) {
        super(
                reason,
                "Make the item or terms that the deal uses active again in QuickBooks, and the customer, unless it is to be found"
                        + " or made anew; then replay.");
    }
}
