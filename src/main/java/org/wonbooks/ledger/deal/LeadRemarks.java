package org.wonbooks.ledger.deal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseTime;

/**
 * What was said of leads that may not be known yet: that a person wants one billed, and that one was won earlier than
 * it seems. Part of the caller's transaction.
 */
@Repository
public class LeadRemarks {

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final TransactionTemplate savepoint;

    public LeadRemarks(JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A person wants the deal billed, whenever it was won. */
    public void take(long connectionId, long leadId, String who) {
        int taken = jdbc.sql("update taken_deal set taken_by = ?, taken_at = ? where connection_id = ? and lead_id = ?")
                .params(who, DatabaseTime.parameter(time.now()), connectionId, leadId)
                .update();
        if (taken == 0) {
            once(() -> jdbc.sql(
                            "insert into taken_deal (taken_by, taken_at, connection_id, lead_id) values (?, ?, ?, ?)")
                    .params(who, DatabaseTime.parameter(time.now()), connectionId, leadId)
                    .update());
        }
    }

    /**
     * Who wants the deal billed, whenever it was won; empty: nobody has said so.
     *
     * @param since what was said before counts no more
     */
    public Optional<String> taker(long connectionId, long leadId, Instant since) {
        return jdbc.sql("select taken_by from taken_deal where connection_id = ? and lead_id = ? and taken_at >= ?")
                .params(connectionId, leadId, DatabaseTime.parameter(since))
                .query(String.class)
                .optional();
    }

    /** Those of some leads that are deals by now: the others are known by what was said alone. */
    public Set<Long> known(long connectionId, Set<Long> leads) {
        return Set.copyOf(jdbc.sql(
                        """
                        select distinct d.lead_id from unnest(?) as asked(lead_id)
                          join deal d on d.connection_id = ? and d.lead_id = asked.lead_id
                        """)
                .param(new SqlArrayValue("bigint", leads.toArray()))
                .param(connectionId)
                .query(Long.class)
                .list());
    }

    /** An unsigned webhook says that the deal came from a won stage, or out of the bin. */
    public void wonEarlier(long connectionId, long leadId) {
        if (!saidToBeWonEarlier(connectionId, leadId)) {
            once(() -> jdbc.sql("insert into earlier_win (connection_id, lead_id, told_at) values (?, ?, ?)")
                    .params(connectionId, leadId, DatabaseTime.parameter(time.now()))
                    .update());
        }
    }

    /** Has a webhook said so? That may hold back, and proves nothing. */
    public boolean saidToBeWonEarlier(long connectionId, long leadId) {
        return jdbc.sql("select count(*) from earlier_win where connection_id = ? and lead_id = ?")
                        .params(connectionId, leadId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void once(Runnable insert) {
        try {
            savepoint.executeWithoutResult(status -> insert.run());
        } catch (DuplicateKeyException saidMeanwhile) {
            // Twice said is as good as once.
        }
    }
}
