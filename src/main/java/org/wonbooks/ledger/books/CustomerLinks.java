package org.wonbooks.ledger.books;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;

/** Who in Kommo is who in QuickBooks. The first link stays, until its customer is gone there. */
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

    /**
     * A link.
     *
     * @param gone QuickBooks has no such customer any more
     * @param address JSON of the one that the party had in Kommo then; null: not known
     */
    public record Link(String customerId, boolean gone, String address) {}

    /** The customer of a contact or company. */
    public Optional<Link> find(long connectionId, String party) {
        return jdbc.sql(
                        """
                        select l.customer_id, l.address, g.seen_at from customer_link l
                          left join gone_customer g
                            on g.connection_id = l.connection_id and g.customer_id = l.customer_id
                         where l.connection_id = ? and l.party = ?
                        """)
                .params(connectionId, party)
                .query((row, number) -> new Link(
                        row.getString("customer_id"), row.getObject("seen_at") != null, row.getString("address")))
                .optional();
    }

    /** Who in Kommo is linked to a customer: {@code contact:17}, whatever the currency. */
    public Set<String> parties(long connectionId, String customerId) {
        return jdbc
                .sql("select party from customer_link where connection_id = ? and customer_id = ?")
                .params(connectionId, customerId)
                .query(String.class)
                .list()
                .stream()
                .map(party -> party.split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A customer was merged into another one: all who were linked to it follow. */
    public void merged(long connectionId, String gone, String customerId) {
        jdbc.sql("update customer_link set customer_id = ? where connection_id = ? and customer_id = ?")
                .params(customerId, connectionId, gone)
                .update();
    }

    /**
     * Remembers a link, unless there is one to a customer that is not gone.
     *
     * @param address JSON of the one that the party has in Kommo now
     * @param made the customer was made for it now, with this address
     */
    public void link(long connectionId, String party, String customerId, String address, boolean made) {
        Optional<Link> before = find(connectionId, party);
        if (before.filter(Link::gone).isPresent()) {
            jdbc.sql("update customer_link set customer_id = ?, address = ? where connection_id = ? and party = ?")
                    .params(customerId, made ? address : before.get().address(), connectionId, party)
                    .update();
        }
        if (before.isPresent()) {
            return;
        }
        try {
            savepoint.executeWithoutResult(status -> jdbc.sql(
                            "insert into customer_link (connection_id, party, customer_id, created_at, address)"
                                    + " values (?, ?, ?, ?, ?)")
                    .params(connectionId, party, customerId, DatabaseTime.parameter(clock.instant()), address)
                    .update());
        } catch (DuplicateKeyException linkedMeanwhile) {
            // Another deal of the same customer was faster, with the same result.
        }
    }
}
