package org.wonbooks.quickbooks;

import org.wonbooks.fault.PassingFault;

/** The object was changed by somebody else since it was read (code 5010): it has to be read again. */
public class StaleFault extends PassingFault {

    StaleFault(String reason) {
        super(reason, null);
    }
}
