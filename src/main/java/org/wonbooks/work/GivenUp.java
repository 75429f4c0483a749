package org.wonbooks.work;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;

/** Work that is not done any more, since its connection is gone. */
@Repository
public class GivenUp {

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    GivenUp(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Ends all that has not ended well, with its events. What runs loses its lease, and writes nothing any more. Part
     * of the caller's transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void all(long connectionId, String reason) {
        OffsetDateTime now = DatabaseTime.parameter(time.now());
        jdbc.sql(
                        """
                        update work set state = 'SKIPPED', reason = ?, fix = null, finished_at = ?, epoch = epoch + 1,
                                        owner = null, lease_until = null, running_lane = null
                         where connection_id = ? and state in ('OPEN', 'RUNNING', 'DEAD')
                        """)
                .params(reason, now, connectionId)
                .update();
        jdbc.sql("update event set state = 'SKIPPED', reason = ?, closed_at = ?"
                        + " where connection_id = ? and state in ('OPEN', 'DEAD')")
                .params(reason, now, connectionId)
                .update();
    }
}
