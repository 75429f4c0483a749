package org.wonbooks.reconcile;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.EventList;
import org.wonbooks.kommo.EventList.Event;
import org.wonbooks.kommo.EventList.Stage;
import org.wonbooks.reconcile.KommoSweep.Place;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Reads the moves between stages, page by page, and marks the deals due that came to the won stage, and those of ours
 * that left it. After the last page all is stored, and the watermark moves.
 */
@Component("sweptMoves")
public class SweptMoves implements Question.OfKommo {

    private final Watermarks watermarks;
    private final KnownDeals known;
    private final WorkQueue queue;

    public SweptMoves(Watermarks watermarks, KnownDeals known, WorkQueue queue) {
        this.watermarks = watermarks;
        this.known = known;
        this.queue = queue;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        return page(run.connection(), sweep, sweep);
    }

    private Read<?> page(Connection connection, Place sweep, Place place) {
        return Read.of("events", EventList.class)
                .with(Map.of(
                        "filter[type]", "lead_status_changed",
                        "filter[entity]", "lead",
                        "filter[created_at][from]", String.valueOf(place.from()),
                        "limit", "100",
                        "page", String.valueOf(place.page())))
                .keepThen(moves -> mark(connection, sweep, place, moves));
    }

    private Read<?> mark(Connection connection, Place sweep, Place place, EventList events) {
        if (events != null) {
            SortedMap<String, String> lanes = new TreeMap<>();
            events.moves().stream()
                    .filter(move -> move.createdAt() >= sweep.from() && matters(connection, sweep, move))
                    .map(Event::entityId)
                    .forEach(id -> lanes.put(String.valueOf(id), Lane.deal(connection.id(), id)));
            queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
            if (events.hasNext()) {
                return page(connection, sweep, place.nextPage());
            }
        }
        watermarks.kommoSwept(connection.id(), sweep.seen(), sweep.since(), sweep.began());
        return null;
    }

    private boolean matters(Connection connection, Place sweep, Event move) {
        Won won = connection.settings().won();
        boolean came = includes(won, move.after());
        boolean left = !came && includes(won, move.before());
        Instant at = Instant.ofEpochSecond(move.createdAt());
        // One that was made in the won stage came to it without a move.
        boolean lately = move.createdAt() >= sweep.since().getEpochSecond();
        return (came || left) && known.toBeLookedAt(connection.id(), move.entityId(), at, lately);
    }

    private static boolean includes(Won won, Optional<Stage> stage) {
        return stage.filter(at -> won.includes(at.pipelineId(), at.id())).isPresent();
    }
}
