package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.kommo.EventList;
import org.wonbooks.kommo.EventList.Event;
import org.wonbooks.kommo.EventList.Stage;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.LeadList;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Looks through what changed in Kommo since the watermark, and marks due what no webhook may have told: first the deals
 * that changed and stand in the won stage, then the moves into and out of it.
 */
@Component("kommoSweep")
public class KommoSweep {

    /** Clocks differ, and what Kommo has stored a list may not show at once. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Watermarks watermarks;
    private final KnownDeals known;
    private final WorkQueue queue;
    private final Fence fence;
    private final DatabaseTime time;

    public KommoSweep(Watermarks watermarks, KnownDeals known, WorkQueue queue, Fence fence, DatabaseTime time) {
        this.watermarks = watermarks;
        this.known = known;
        this.queue = queue;
        this.fence = fence;
        this.time = time;
    }

    /**
     * How far a sweep has come.
     *
     * @param seen the watermarks at its beginning
     * @param began the watermark once it has come to its end
     * @param from it looks at what changed since then, in seconds
     */
    public record Place(Watermarks.Swept seen, Instant began, long from, int page) {

        private Place nextPage() {
            return new Place(seen, began, from, page + 1);
        }

        private Place from(long second) {
            return new Place(seen, began, second, 1);
        }
    }

    /** Where to begin. */
    public Place begin(@Variable("connection") Connection connection) {
        Watermarks.Swept seen = watermarks.kommo(connection.id());
        Instant began = time.now();
        Instant from = Stream.of(seen.sweptTo(), seen.sweptFrom())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(began)
                .minus(OVERLAP);
        return new Place(seen, began, from.getEpochSecond(), 1);
    }

    /** The question for a page of deals. */
    public Map<String, String> dealsQuery(
            @Variable("connection") Connection connection, @Variable("place") Place place) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "filter[updated_at][from]",
                String.valueOf(place.from()),
                "order[updated_at]",
                "asc",
                "limit",
                "250",
                "page",
                String.valueOf(place.page())));
        Won won = connection.settings().won();
        List<Long> pipelines = won.pipelineIds();
        for (int i = 0; i < pipelines.size(); i++) {
            query.put("filter[statuses][" + i + "][pipeline_id]", String.valueOf(pipelines.get(i)));
            query.put("filter[statuses][" + i + "][status_id]", String.valueOf(won.statusId()));
        }
        return query;
    }

    /**
     * Marks the page's won deals due, in the intake's order; Kommo may ignore a filter, so each is looked at. Gives the
     * next place, null: none. A deal that changes meanwhile moves to the list's end and all behind it to the front; so
     * the list is asked for anew from the last one's second, since pages would leave some out.
     */
    @Transactional
    public Place markDeals(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("sweep") Place sweep,
            @Variable("place") Place place,
            @Body LeadList deals) {
        if (deals == null) {
            return null;
        }
        fence.hold(work.lease());
        SortedMap<String, String> lanes = new TreeMap<>();
        Instant since = since(sweep);
        deals.leads().stream()
                .filter(lead -> lead.updatedAt() >= sweep.from())
                .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                .filter(lead -> known.toBeLookedAt(connection, lead, since))
                .forEach(lead -> put(lanes, connection, lead.id()));
        queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        if (!deals.hasNext()) {
            return null;
        }
        long last = deals.leads().stream().mapToLong(Lead::updatedAt).max().orElse(0);
        return last > place.from() ? place.from(last) : place.nextPage();
    }

    /** The question for a page of moves. */
    public Map<String, String> movesQuery(@Variable("place") Place place) {
        return Map.of(
                "filter[type]", "lead_status_changed",
                "filter[entity]", "lead",
                "filter[created_at][from]", String.valueOf(place.from()),
                "limit", "100",
                "page", String.valueOf(place.page()));
    }

    /**
     * Marks the deals due that came to the won stage, and those of ours that left it. After the last page all is
     * stored, and the watermark moves. Gives the next place, null: none.
     */
    @Transactional
    public Place markMoves(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("sweep") Place sweep,
            @Variable("place") Place place,
            @Body EventList events) {
        fence.hold(work.lease());
        if (events != null) {
            SortedMap<String, String> lanes = new TreeMap<>();
            events.moves().stream()
                    .filter(move -> move.createdAt() >= sweep.from() && matters(connection, sweep, move))
                    .forEach(move -> put(lanes, connection, move.entityId()));
            queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
            if (events.hasNext()) {
                return place.nextPage();
            }
        }
        watermarks.kommoSwept(connection.id(), sweep.seen(), since(sweep), sweep.began());
        return null;
    }

    private boolean matters(Connection connection, Place sweep, Event move) {
        Won won = connection.settings().won();
        boolean came = includes(won, move.after());
        boolean left = !came && includes(won, move.before());
        Instant at = Instant.ofEpochSecond(move.createdAt());
        boolean newlyWon = came && move.createdAt() >= since(sweep).getEpochSecond();
        return (came || left) && known.toBeLookedAt(connection.id(), move.entityId(), at, newlyWon);
    }

    private static boolean includes(Won won, java.util.Optional<Stage> stage) {
        return stage.filter(at -> won.includes(at.pipelineId(), at.id())).isPresent();
    }

    private static Instant since(Place sweep) {
        return sweep.seen().sweptFrom() == null
                ? sweep.began().truncatedTo(ChronoUnit.SECONDS)
                : sweep.seen().sweptFrom();
    }

    private static void put(SortedMap<String, String> lanes, Connection connection, long leadId) {
        lanes.put(String.valueOf(leadId), Lane.deal(connection.id(), leadId));
    }
}
