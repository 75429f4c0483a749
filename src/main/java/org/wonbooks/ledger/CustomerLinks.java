package org.wonbooks.ledger;

import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;

/** Who in Kommo is who in QuickBooks. The first link stays, until its customer is gone. */
@Repository
public class CustomerLinks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate savepoint;

    public CustomerLinks(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The customer of a contact or company. */
    public Optional<String> find(long connectionId, String party) {
        return jdbc.sql("select customer_id from customer_link where connection_id = ? and party = ?")
                .params(connectionId, party)
                .query(String.class)
                .optional();
    }

    /** Is it the customer of somebody else, and not of this contact or company? */
    public boolean isAnothers(long connectionId, String customerId, String party) {
        return jdbc.sql("select count(*) from customer_link where connection_id = ? and customer_id = ? and party <> ?")
                        .params(connectionId, customerId, party)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Forgets a link whose customer is refused: one that was merged into another is found anew. */
    public void forget(long connectionId, String party) {
        jdbc.sql("delete from customer_link where connection_id = ? and party = ?")
                .params(connectionId, party)
                .update();
    }

    /** Remembers a link, unless there is one. */
    public void link(long connectionId, String party, String customerId) {
        if (find(connectionId, party).isPresent()) {
            return;
        }
        try {
            savepoint.executeWithoutResult(status -> jdbc.sql(
                            "insert into customer_link (connection_id, party, customer_id, created_at) values (?, ?, ?, ?)")
                    .params(connectionId, party, customerId, DatabaseTime.parameter(clock.instant()))
                    .update());
        } catch (DuplicateKeyException linkedMeanwhile) {
            // Another deal of the same customer was faster, with the same result.
        }
    }
}
