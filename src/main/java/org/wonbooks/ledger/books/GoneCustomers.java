package org.wonbooks.ledger.books;

import java.time.Clock;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseTime;

/**
 * Customers that QuickBooks has no more: merged into others there. While it remembers the call that made one, it gives
 * the gone one back for that call's id, so neither they nor those ids are used again.
 */
@Repository
public class GoneCustomers {

    private final JdbcClient jdbc;
    private final Clock clock;

    public GoneCustomers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * QuickBooks says that there is no such customer any more: that is so whatever becomes of the run that found out.
     */
    public void note(long connectionId, String customerId) {
        try {
            jdbc.sql("insert into gone_customer (connection_id, customer_id, seen_at) values (?, ?, ?)")
                    .params(connectionId, customerId, DatabaseTime.parameter(clock.instant()))
                    .update();
        } catch (DuplicateKeyException notedBefore) {
            // By this deal, or by another one of the same customer.
        }
    }

    /** Has QuickBooks said so of this customer? */
    public boolean isGone(long connectionId, String customerId) {
        return jdbc.sql("select count(*) from gone_customer where connection_id = ? and customer_id = ?")
                        .params(connectionId, customerId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The invoices that we made for a customer, and that count. */
    public List<String> invoices(long connectionId, String customerId) {
        return jdbc.sql("select invoice_id from deal where connection_id = ? and customer_id = ?"
                        + " and invoice_id is not null and state <> 'VOIDED' order by id")
                .params(connectionId, customerId)
                .query(String.class)
                .list();
    }
}
