package org.wonbooks.kommo;

/** Somebody who was named as responsible is none of the account's active users. */
public class UserRefusedFault extends KommoRefusedFault {

    UserRefusedFault(String reason) {
        super(reason, "Give the deal a responsible user who is active, then press “Try again”.");
    }
}
