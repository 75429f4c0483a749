package org.wonbooks.oauth;

import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseKind;

/** Ends the refreshes of a process that was killed in the middle of them, where it is sure to be dead. */
@Component
class PredecessorLeases {

    PredecessorLeases(TokenStore tokens, DatabaseKind database) {
        if (database.oursAlone()) {
            tokens.endAllLeases();
        }
    }
}
