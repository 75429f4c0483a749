package org.wonbooks.kommo;

import org.wonbooks.fault.PermanentFault;

/** Somebody who was named as responsible is none of the account's active users. */
public class UserRefusedFault extends PermanentFault {

    UserRefusedFault(String reason) {
        super(reason, "Give the deal a responsible user who is active, then replay.");
    }
}
