package org.wonbooks.ledger.deal;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Has others of the same connection who ask for it too wait until the transaction ends. */
final class ConnectionLock {

    private ConnectionLock() {}

    /**
     * By an update: a {@code for update} would hold up every row on PostgreSQL that refers to the connection, hooks
     * too.
     */
    static void hold(JdbcClient jdbc, long connectionId) {
        jdbc.sql("update connection set paused = paused where id = ?")
                .param(connectionId)
                .update();
    }
}
