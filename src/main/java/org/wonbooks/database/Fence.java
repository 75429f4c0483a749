package org.wonbooks.database;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.fault.LeaseLost;

/** Lets a transaction go through only while its lease holds. */
@Component
public class Fence {

    private static final String HOLD = "update work set epoch = epoch where id = ? and epoch = ? and state = 'RUNNING'";

    /** PostgreSQL says the time by the way, which most of what is written down needs. */
    private static final String AND_THE_TIME = " returning current_timestamp";

    private static final String LOOK =
            """
            select (select mode from connection where id = connection_id) from work
             where id = ? and epoch = ? and state = 'RUNNING' and lease_until >= ?
            """;

    private final JdbcClient jdbc;
    private final DatabaseKind database;
    private final DatabaseTime time;

    public Fence(JdbcClient jdbc, DatabaseKind database, DatabaseTime time) {
        this.jdbc = jdbc;
        this.database = database;
        this.time = time;
    }

    /**
     * First statement of every transaction that writes down what a run did. It locks the work row to the transaction's
     * end, so no take-over slips in between; throws {@link LeaseLost} when one came before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Lease lease) {
        if (!(database.oursAlone() ? isHeld(lease) : isHeldOnPostgreSql(lease))) {
            throw new LeaseLost(lease.workId());
        }
    }

    private boolean isHeld(Lease lease) {
        return jdbc.sql(HOLD).params(lease.workId(), lease.epoch()).update() == 1;
    }

    private boolean isHeldOnPostgreSql(Lease lease) {
        Optional<OffsetDateTime> now = jdbc.sql(HOLD + AND_THE_TIME)
                .params(lease.workId(), lease.epoch())
                .query(OffsetDateTime.class)
                .optional();
        now.map(OffsetDateTime::toInstant).ifPresent(DatabaseTime::isNow);
        return now.isPresent();
    }

    /**
     * Looked at right before a call that changes something at a peer, which knows nothing of leases: a process that
     * stood still for longer than its lease may not send what another run has sent meanwhile, or is about to prove was
     * never sent. Throws {@link LeaseLost}.
     *
     * @return the mode of its connection at this moment, as it is stored
     */
    public String look(Lease lease) {
        return jdbc.sql(LOOK)
                .params(lease.workId(), lease.epoch(), DatabaseTime.parameter(time.now()))
                .query(String.class)
                .optional()
                .orElseThrow(() -> new LeaseLost(lease.workId()));
    }
}
