package org.wonbooks.reconcile.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.Fence;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.reconcile.LeftOut;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.PlayedPeer;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** A sweep over Kommo that has begun, and what Kommo answers it. */
abstract class BegunKommoSweep extends ConnectedTest {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Instant CONNECTED = NOON.minus(Duration.ofDays(2));

    private final KommoSweep sweep;
    final SweptDeals sweptDeals;
    private final SweptMoves sweptMoves;
    final PlayedPeer kommo;
    final Watermarks watermarks;
    final WorkQueue queue;
    final DealLedger deals;
    final Decisions decisions;
    Work work;
    Run run;
    Place begun;

    BegunKommoSweep(TestDatabase database) {
        super(
                database,
                Watermarks.class,
                KnownDeals.class,
                LeftOut.class,
                LeftOutOfKommo.class,
                KommoSweep.class,
                SweptDeals.class,
                SweptMoves.class,
                SweptPages.class);
        sweep = bean(KommoSweep.class);
        sweptDeals = bean(SweptDeals.class);
        sweptMoves = bean(SweptMoves.class);
        kommo = new PlayedPeer(transaction, bean(Fence.class));
        watermarks = bean(Watermarks.class);
        queue = bean(WorkQueue.class);
        deals = bean(DealLedger.class);
        decisions = bean(Decisions.class);
    }

    @BeforeEach
    void aSweep() {
        clock.set(CONNECTED);
        watermarks.begin(acme);
        clock.set(NOON);
        begin();
    }

    void begin() {
        queue.markDue(acme, WorkKind.KOMMO_SWEEP, "kommo", Lane.connection(acme));
        work = bean(WorkClaims.class).claim(20).stream()
                .filter(claimed -> claimed.kind() == WorkKind.KOMMO_SWEEP)
                .findFirst()
                .orElseThrow();
        begun = sweep.begin(connection());
        run = run();
    }

    void end() {
        assertThat(kommo.answer(run, sweptMoves.ask(run), null)).isNull();
        queue.done(work);
    }

    Read<?> markDeals(boolean more, String... leads) {
        return markDeals(sweptDeals.ask(run), more, leads);
    }

    Read<?> markDeals(Read<?> page, boolean more, String... leads) {
        return kommo.answer(run, page, read(list("leads", more, leads), LeadList.class));
    }

    Read<?> moves(boolean more, String... events) {
        return kommo.answer(run, sweptMoves.ask(run), read(list("events", more, events), EventList.class));
    }

    Run run() {
        Run begins = PlayedPeer.run(work, connection());
        begins.keep("sweep", begun);
        return begins;
    }

    private static String list(String name, boolean more, String... items) {
        return "{\"_links\": {%s}, \"_embedded\": {\"%s\": %s}}"
                .formatted(
                        more ? "\"next\": {\"href\": \"x\"}" : "",
                        name,
                        Arrays.stream(items).collect(Collectors.joining(", ", "[", "]")));
    }

    static String lead(long id, Instant updated) {
        return """
                {"id": %d, "name": "A deal", "price": 10, "status_id": 142, "pipeline_id": 1, "updated_at": %d}
                """
                .formatted(id, seconds(updated));
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return bean(ObjectMapper.class).readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Work that ended so, at that time. */
    void end(WorkKind kind, String key, String state, Instant at) {
        queue.markDue(acme, kind, key, Lane.deal(acme, 17));
        jdbc.sql("update work set state = ?, finished_at = ? where kind = ? and work_key = ?")
                .params(state, org.wonbooks.database.DatabaseTime.parameter(at), kind.route(), key)
                .update();
    }

    List<String> due() {
        return texts("select work_key from work where kind = 'deal-won' and state = 'OPEN' order by work_key");
    }

    static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
