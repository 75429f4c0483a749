package org.wonbooks.ledger.deal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.ledger.deal.Step.State;
import org.wonbooks.running.RunningRoutes;

/**
 * Writes down each step of a deal: before its call, and after. By the database's clock: what is proved by the time
 * since a call is proved to all instances.
 */
@Repository
public class StepLedger {

    private static final String INSERT =
            """
            insert into step (state, epoch, request_id, request, called_at, last_called_at, route_set, deal_id, name)
            values ('CALLING', ?, ?, ?, ?, ?, nullif(?, 0), ?, ?)
            """;

    private static final String ANEW =
            """
            update step set state = 'CALLING', epoch = ?, request_id = ?, request = ?, called_at = ?,
                            last_called_at = ?, route_set = nullif(?, 0), done_at = null
             where deal_id = ? and name = ?
            """;

    /** More proofs that a call made nothing are not to be expected of one call. */
    private static final int MOST_EPOCHS = 20;

    private final JdbcClient jdbc;
    private final GoneCustomers gone;
    private final Fence fence;
    private final DatabaseTime time;

    public StepLedger(JdbcClient jdbc, GoneCustomers gone, Fence fence, DatabaseTime time) {
        this.jdbc = jdbc;
        this.gone = gone;
        this.fence = fence;
        this.time = time;
    }

    /**
     * Says that a call is about to be made. A step that an earlier run began keeps that run's id and text: the call is
     * repeated to the letter. One that is known to have made nothing begins anew, in the next epoch. Part of the
     * caller's transaction, which holds the fence.
     *
     * @param requestId the call's id in an epoch, which no other deal has
     * @param request gives the text, where there is none yet
     */
    @Transactional
    public Step begin(Deal deal, String name, IntFunction<String> requestId, Supplier<String> request) {
        return begin(deal, name, requestId, () -> 0, request);
    }

    /**
     * As {@link #begin(Deal, String, IntFunction, Supplier)}, of a call whose ids deals of one contact share, so that
     * they make one customer: the epoch that others have come to is taken.
     */
    @Transactional
    public Step beginShared(Deal deal, String name, IntFunction<String> requestId, Supplier<String> request) {
        return begin(deal, name, requestId, () -> epoch(deal, requestId), request);
    }

    private Step begin(
            Deal deal, String name, IntFunction<String> requestId, IntSupplier others, Supplier<String> request) {
        Step before = find(deal.id(), name).orElse(null);
        if (before == null) {
            return first(INSERT, deal, name, others.getAsInt(), requestId, request.get());
        }
        return before.state() == State.NOT_MADE
                ? first(ANEW, deal, name, Math.max(before.epoch() + 1, others.getAsInt()), requestId, request.get())
                : before;
    }

    /** As {@link #begin(Deal, String, IntFunction, Supplier)}, for a peer that knows no ids of calls. */
    @Transactional
    public Step begin(Deal deal, String name, Supplier<String> request) {
        return begin(deal, name, epoch -> null, request);
    }

    /** A call that is in doubt is about to be made again. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void repeated(Deal deal, Step step) {
        jdbc.sql("update step set last_called_at = ? where deal_id = ? and name = ?")
                .params(now(), deal.id(), step.name())
                .update();
    }

    private Step first(String sql, Deal deal, String name, int epoch, IntFunction<String> requestId, String request) {
        OffsetDateTime now = now();
        String id = requestId.apply(epoch);
        jdbc.sql(sql)
                .params(epoch, id, request, now, now, RunningRoutes.numberOfThisRun(), deal.id(), name)
                .update();
        return new Step(name, State.CALLING, epoch, id, request, null, now.toInstant(), now.toInstant(), false);
    }

    /** The epoch that all deals whose calls share these ids have come to. */
    private int epoch(Deal deal, IntFunction<String> requestId) {
        return under(deal, requestId, "")
                .map(step -> step.epoch() + (step.state() == State.NOT_MADE || madeGone(deal, step) ? 1 : 0))
                .max(Integer::compare)
                .orElse(0);
    }

    /** Did the step make a customer that QuickBooks has no more? Under its id, it would give back the gone one. */
    private boolean madeGone(Deal deal, Step step) {
        return step.name().startsWith("customer")
                && step.externalId() != null
                && gone.isGone(deal.connectionId(), step.externalId());
    }

    /** What other deals have written down of the call that has these ids. */
    @Transactional
    public List<Step> ofOthers(Deal deal, IntFunction<String> requestId) {
        return under(deal, requestId, "and deal_id <> " + deal.id()).toList();
    }

    /**
     * A search has found nothing that any deal's call under these ids has made: none is in doubt any more, unless one
     * of them was made so lately that the search may have overlooked it. Part of the caller's transaction, which holds
     * the fence.
     */
    @Transactional
    public void notMade(Deal deal, IntFunction<String> requestId, String proof) {
        List<Step> open = under(deal, requestId, "and state = 'CALLING'").toList();
        if (open.stream().allMatch(this::provable)) {
            jdbc.sql("update step set state = 'NOT_MADE', detail = :proof, done_at = :now"
                            + " where state = 'CALLING' and request_id in (:ids)")
                    .param("proof", proof)
                    .param("now", now())
                    .param("ids", ids(requestId))
                    .update();
        }
    }

    /** Whoever begins or proves waits here for the other: neither may overlook what the other is about to write. */
    private Stream<Step> under(Deal deal, IntFunction<String> requestId, String which) {
        ConnectionLock.hold(jdbc, deal.connectionId());
        return jdbc
                .sql("select * from step where request_id in (:ids) " + which)
                .param("ids", ids(requestId))
                .query(StepLedger::read)
                .stream();
    }

    private static List<String> ids(IntFunction<String> requestId) {
        return IntStream.range(0, MOST_EPOCHS).mapToObj(requestId).toList();
    }

    /** Would a search that finds nothing prove now that this step's call, which is in doubt, has made nothing? */
    public boolean provable(Step step) {
        return step.provable(time.now());
    }

    /** From when on a search for what this step's call may have made has to look. */
    public Instant searchedFrom(Step step) {
        return step.searchedFrom(time.now());
    }

    /** The call came to its end. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void done(Deal deal, String name, String externalId) {
        end(deal, name, State.DONE, externalId, null);
    }

    /** Nothing was to be done here, for a reason. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void skipped(Deal deal, String name, String reason) {
        end(deal, name, State.SKIPPED, null, reason);
    }

    /** The call has made nothing, by this proof. Part of the caller's transaction, which holds the fence. */
    @Transactional
    public void notMade(Deal deal, String name, String proof) {
        end(deal, name, State.NOT_MADE, null, proof);
    }

    /** The peer refused the call: it has made nothing. */
    @Transactional
    public void refused(Lease lease, Deal deal, Step step, String reason) {
        fence.hold(lease);
        notMade(deal, step.name(), reason);
    }

    /**
     * Did one of the deal's calls turn out to have made nothing, and is none in doubt, so that it has to be decided
     * anew? Items do not count: they are made before anything is decided.
     */
    public boolean anyNotMade(long dealId) {
        return calls(dealId, State.NOT_MADE) > 0 && !anyCallToBooks(dealId);
    }

    /**
     * Forgets a step that has ended, since the deal is decided anew and may need it for somebody else. One that made
     * what is gone is asked for under another id. Part of the caller's transaction, which holds the fence.
     */
    @Transactional
    public void forgetEnded(Deal deal, String name) {
        if (find(deal.id(), name).filter(step -> madeGone(deal, step)).isPresent()) {
            notMade(deal, name, "QuickBooks has no such customer any more");
            return;
        }
        jdbc.sql("delete from step where deal_id = ? and name = ? and state in ('DONE', 'SKIPPED')")
                .params(deal.id(), name)
                .update();
    }

    /** Was QuickBooks asked for nothing yet that counts for good? */
    public boolean nothingBegun(long dealId) {
        return calls(dealId, State.DONE) == 0 && !anyCallToBooks(dealId);
    }

    /** Is one of the deal's calls to QuickBooks under way, or in doubt? Those have an id. */
    public boolean anyCallToBooks(long dealId) {
        return calls(dealId, State.CALLING) > 0;
    }

    private long calls(long dealId, State state) {
        return jdbc.sql(
                        "select count(*) from step where deal_id = ? and state = ? and request_id is not null and name not like 'item-%'")
                .params(dealId, state.name())
                .query(Long.class)
                .single();
    }

    /** What was written down of a step; one that is still open is in doubt. */
    public Optional<Step> find(long dealId, String name) {
        return jdbc.sql("select * from step where deal_id = ? and name = ?")
                .params(dealId, name)
                .query(StepLedger::read)
                .optional();
    }

    /** What was written down of these steps, by name. */
    public Map<String, Step> find(long dealId, List<String> names) {
        return jdbc
                .sql("select * from step where deal_id = :deal and name in (:names)")
                .param("deal", dealId)
                .param("names", names)
                .query(StepLedger::read)
                .list()
                .stream()
                .collect(Collectors.toMap(Step::name, step -> step));
    }

    static Step read(ResultSet row, int number) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new Step(
                row.getString("name"),
                state,
                row.getInt("epoch"),
                row.getString("request_id"),
                row.getString("request"),
                row.getString("external_id"),
                DatabaseTime.read(row, "called_at"),
                DatabaseTime.read(row, "last_called_at"),
                state == State.CALLING);
    }

    private void end(Deal deal, String name, State state, String externalId, String detail) {
        var now = now();
        String text = DatabaseText.fit(detail, 2000);
        int ended = jdbc.sql("update step set state = ?, external_id = ?, detail = ?, done_at = ?"
                        + " where deal_id = ? and name = ?")
                .params(state.name(), externalId, text, now, deal.id(), name)
                .update();
        if (ended == 0) {
            jdbc.sql("insert into step (deal_id, name, state, external_id, detail, called_at, done_at, route_set)"
                            + " values (?, ?, ?, ?, ?, ?, ?, nullif(?, 0))")
                    .params(deal.id(), name, state.name(), externalId, text, now, now, RunningRoutes.numberOfThisRun())
                    .update();
        }
    }

    private OffsetDateTime now() {
        return DatabaseTime.parameter(time.now());
    }
}
