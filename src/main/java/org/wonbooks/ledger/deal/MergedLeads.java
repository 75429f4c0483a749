package org.wonbooks.ledger.deal;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;

/**
 * Leads that are gone since they were merged into another one, which has their invoices from then on. Everything that
 * writes here is part of its caller's transaction, which holds the fence first.
 */
@Repository
public class MergedLeads {

    private final DealLedger deals;
    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public MergedLeads(DealLedger deals, JdbcClient jdbc, DatabaseTime time) {
        this.deals = deals;
        this.jdbc = jdbc;
        this.time = time;
    }

    /** The lead into which that one was merged, if we know of it. */
    public Optional<Long> into(long connectionId, long leadId) {
        return jdbc.sql("select merged_into from merged_lead where connection_id = ? and lead_id = ?")
                .params(connectionId, leadId)
                .query(Long.class)
                .optional();
    }

    /** What was the one lead's is the other's: as its latest won-cycles, since those are what its card shows. */
    @Transactional
    public void merge(long connectionId, long leadId, long into) {
        deals.handOver(connectionId, leadId, into);
        jdbc.sql("update merged_lead set merged_into = ? where connection_id = ? and merged_into = ?")
                .params(into, connectionId, leadId)
                .update();
        jdbc.sql("insert into merged_lead (connection_id, lead_id, merged_into, merged_at) values (?, ?, ?, ?)")
                .params(connectionId, leadId, into, DatabaseTime.parameter(time.now()))
                .update();
    }
}
