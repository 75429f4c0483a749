package org.wonbooks.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.fault.LeaseLost;

/** Lets a transaction go through only while its lease holds. */
@Component
public class Fence {

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public Fence(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * First statement of every transaction that writes down what a run did. It locks the work row to the transaction's
     * end, so no take-over slips in between; throws {@link LeaseLost} when one came before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Lease lease) {
        int held = jdbc.sql("update work set epoch = epoch where id = ? and epoch = ? and state = 'RUNNING'")
                .params(lease.workId(), lease.epoch())
                .update();
        if (held == 0) {
            throw new LeaseLost(lease.workId());
        }
    }

    /**
     * Looked at right before a call that changes something at a peer, which knows nothing of leases: a process that
     * stood still for longer than its lease may not send what another run has sent meanwhile, or is about to prove was
     * never sent. Throws {@link LeaseLost}.
     */
    public void look(Lease lease) {
        long held = jdbc.sql(
                        "select count(*) from work where id = ? and epoch = ? and state = 'RUNNING' and lease_until >= ?")
                .params(lease.workId(), lease.epoch(), DatabaseTime.parameter(time.now()))
                .query(Long.class)
                .single();
        if (held == 0) {
            throw new LeaseLost(lease.workId());
        }
    }
}
