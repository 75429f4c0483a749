package org.wonbooks.quickbooks;

import org.wonbooks.fault.RefusedFault;

/** QuickBooks could not read a query (codes 4000 to 4002), as with characters that its parser does not know. */
public class QueryRefusedFault extends RefusedFault {

    QueryRefusedFault(String reason) {
        super(reason, "Look at the value that is searched for: QuickBooks can't search for some characters.");
    }
}
