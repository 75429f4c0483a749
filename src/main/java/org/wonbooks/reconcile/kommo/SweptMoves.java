package org.wonbooks.reconcile.kommo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.feed.EventList.Event;
import org.wonbooks.kommo.feed.EventList.Stage;
import org.wonbooks.reconcile.Watermarks;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * Reads the moves between stages, page by page, and marks the deals due that came to the won stage, and those of ours
 * that left it. After the last page all is stored, and the watermark moves.
 */
@Component("sweptMoves")
class SweptMoves implements Question.OfKommo {

    private static final int PAGE = 100;

    private final Watermarks watermarks;
    private final KnownDeals known;
    private final WorkQueue queue;
    private final LeftOutOfKommo leftOut;

    public SweptMoves(Watermarks watermarks, KnownDeals known, WorkQueue queue, LeftOutOfKommo leftOut) {
        this.watermarks = watermarks;
        this.known = known;
        this.queue = queue;
        this.leftOut = leftOut;
    }

    @Override
    public Read<?> ask(Run run) {
        Place sweep = run.get("sweep", Place.class);
        return new KommoPages<>(
                        "events", EventList.class, filter(sweep), null, PAGE, new Pages(run.connection(), sweep))
                .read();
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

    /** Looks at the moves of each page. */
    private final class Pages implements KommoPages.Taker<EventList> {

        private final Connection connection;
        private final Place sweep;
        private final LeftOutOfKommo.Found found;

        Pages(Connection connection, Place sweep) {
            this.connection = connection;
            this.sweep = sweep;
            found = new LeftOutOfKommo.Found(connection, "event", Instant.ofEpochSecond(sweep.from()));
        }

        @Override
        public void take(EventList page) {
            SortedMap<String, String> lanes = new TreeMap<>();
            page.events().read().stream()
                    .filter(Event::isMove)
                    .filter(move -> move.createdAt() >= sweep.from() && matters(connection, sweep, move))
                    .map(Event::entityId)
                    .forEach(id -> lanes.put(String.valueOf(id), Lane.deal(connection.id(), id)));
            page.events().unlessAllAreBroken().unreadable().forEach(found::leaveOut);
            known.unreadable(connection, sweep.began(), page.events().unreadable())
                    .forEach(id -> lanes.put(String.valueOf(id), Lane.deal(connection.id(), id)));
            queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
        }

        @Override
        public void leaveOut(Long after, PermanentFault why) {
            found.leaveOut(after, why);
        }

        @Override
        public Read<?> end() {
            leftOut.settle(found);
            watermarks.kommoSwept(connection.id(), sweep.seen(), sweep.since(), sweep.began());
            return null;
        }
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
