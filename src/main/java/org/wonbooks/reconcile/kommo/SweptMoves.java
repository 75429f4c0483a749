package org.wonbooks.reconcile.kommo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.feed.EventList.Event;
import org.wonbooks.kommo.feed.EventList.Stage;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;

/**
 * Reads the moves between stages, page by page, and marks the deals due that came to the won stage, and those of ours
 * that left it. After the last page all is stored, and the watermark moves.
 */
@Component("sweptMoves")
class SweptMoves implements Question.OfKommo {

    private static final int PAGE = 100;

    private final Watermarks watermarks;
    private final KnownDeals known;
    private final SweptPages pages;

    public SweptMoves(Watermarks watermarks, KnownDeals known, SweptPages pages) {
        this.watermarks = watermarks;
        this.known = known;
        this.pages = pages;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        Connection connection = run.connection();
        KommoPages.Taker<EventList> taker = pages.of(
                connection,
                sweep,
                sweep.found(connection, "event"),
                EventList::events,
                events -> events.filter(Event::isMove)
                        .filter(move -> move.createdAt() >= sweep.from() && matters(connection, sweep, move))
                        .map(Event::entityId),
                () -> watermarks.kommoSwept(connection.id(), sweep.seen(), sweep.since(), sweep.began()));
        return new KommoPages<>("events", EventList.class, filter(sweep), null, PAGE, taker).read();
    }

    /** What happens from now on is for the next sweep: so the list stays as it is while it is read. */
    private static Map<String, String> filter(Place sweep) {
        return Map.of(
                "filter[type]",
                "lead_status_changed",
                "filter[entity]",
                "lead",
                "filter[created_at][from]",
                String.valueOf(sweep.from()),
                "filter[created_at][to]",
                String.valueOf(sweep.began().getEpochSecond()));
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
