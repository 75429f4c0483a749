package org.wonbooks.oauth.access;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseKind;

/** Ends the refreshes of a process that was killed in the middle of them, where it is sure to be dead. */
@Component
class PredecessorLeases {

    private final JdbcClient jdbc;

    PredecessorLeases(JdbcClient jdbc, DatabaseKind database) {
        this.jdbc = jdbc;
        if (database.oursAlone()) {
            endAllLeases();
        }
    }

    private void endAllLeases() {
        jdbc.sql("update token set lease_owner = null, lease_until = null where lease_owner is not null")
                .update();
    }
}
