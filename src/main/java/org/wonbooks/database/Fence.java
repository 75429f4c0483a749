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

    public Fence(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
}
