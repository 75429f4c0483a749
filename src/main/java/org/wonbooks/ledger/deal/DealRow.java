package org.wonbooks.ledger.deal;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of the table {@code deal}. Each of its columns is written by one class. */
final class DealRow {

    private DealRow() {}

    /** Sets columns, as in {@code "name = ?"}. */
    static void set(JdbcClient jdbc, long dealId, String columns, Object... values) {
        jdbc.sql("update deal set " + columns + " where id = ?")
                .params(values)
                .param(dealId)
                .update();
    }
}
