package org.wonbooks.ledger;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;

/** Writes down each step of a deal: before its call, and after. */
@Repository
public class StepLedger {

    private final JdbcClient jdbc;
    private final Fence fence;
    private final Clock clock;

    public StepLedger(JdbcClient jdbc, Fence fence, Clock clock) {
        this.jdbc = jdbc;
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * Says that a call is about to be made. A step that an earlier run began keeps that run's id and text: the call is
     * repeated to the letter.
     */
    @Transactional
    public Step begin(Lease lease, Deal deal, String name, String requestId, String request) {
        fence.hold(lease);
        Optional<Step> begun = find(deal.id(), name);
        if (begun.isPresent()) {
            return begun.get();
        }
        jdbc.sql(
                        """
                        insert into step (deal_id, name, state, request_id, request, called_at)
                        values (?, ?, 'CALLING', ?, ?, ?)
                        """)
                .params(deal.id(), name, requestId, request, DatabaseTime.parameter(clock.instant()))
                .update();
        return new Step(name, Step.State.CALLING, requestId, request, null, false);
    }

    /** The call came to its end. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void done(Deal deal, String name, String externalId) {
        end(deal, name, Step.State.DONE, externalId, null);
    }

    /** Nothing was to be done here, for a reason. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void skipped(Deal deal, String name, String reason) {
        end(deal, name, Step.State.SKIPPED, null, reason);
    }

    /** What was written down of a step. */
    public Optional<Step> find(long dealId, String name) {
        return jdbc.sql("select * from step where deal_id = ? and name = ?")
                .params(dealId, name)
                .query((row, number) -> new Step(
                        row.getString("name"),
                        Step.State.valueOf(row.getString("state")),
                        row.getString("request_id"),
                        row.getString("request"),
                        row.getString("external_id"),
                        true))
                .optional();
    }

    private void end(Deal deal, String name, Step.State state, String externalId, String detail) {
        var now = DatabaseTime.parameter(clock.instant());
        int ended = jdbc.sql(
                        "update step set state = ?, external_id = ?, detail = ?, done_at = ? where deal_id = ? and name = ?")
                .params(state.name(), externalId, detail, now, deal.id(), name)
                .update();
        if (ended == 0) {
            jdbc.sql(
                            """
                            insert into step (deal_id, name, state, external_id, detail, called_at, done_at)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(deal.id(), name, state.name(), externalId, detail, now, now)
                    .update();
        }
    }
}
