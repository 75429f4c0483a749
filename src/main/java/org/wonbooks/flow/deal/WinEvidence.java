package org.wonbooks.flow.deal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.decision.Win.Stage;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.feed.EventList.Event;
import org.wonbooks.kommo.lead.Lead;

/**
 * Asks Kommo for the moves of a deal where its card does not say when it was won: a deal that is older than the
 * connection, or that was won and stands elsewhere by now. No other one costs a call.
 */
@Component("winEvidence")
@Keeps(value = "lead", as = Lead.class)
@Keeps(WinEvidence.FOUND)
public class WinEvidence implements Question.OfKommo {

    /** What runs keep of it. */
    static final String FOUND = "winEvidence";

    private static final String AS_IF_WON = "asIfWon";
    private static final String FOR_THE_FIRST_TIME = "asIfWonForTheFirstTime";

    /** More moves than these make nothing clearer. */
    private static final int MOST_PAGES = 5;

    private final DealRule rule;
    private final DatabaseTime time;

    public WinEvidence(DealRule rule, DatabaseTime time) {
        this.rule = rule;
        this.time = time;
    }

    /**
     * What was found.
     *
     * @param moves null: they were not asked for
     * @param restored the deal was thrown away once, and is back
     * @param supposed whatever is known of the deal does not count: a preview supposes that it is new
     */
    public record Found(List<Move> moves, boolean restored, boolean supposed) {

        static final Found NOTHING = new Found(null, false, false);

        private static final Found SUPPOSED = new Found(null, false, true);

        Found(List<Move> moves, boolean restored) {
            this(moves, restored, false);
        }
    }

    /** A preview looks at its deal as if it were won now, wherever it stands. */
    public static void suppose(Exchange preview) {
        preview.setVariable(AS_IF_WON, true);
    }

    /** The same, and as if nobody had looked at it before. */
    public static void supposeForTheFirstTime(Exchange preview) {
        suppose(preview);
        preview.setVariable(FOR_THE_FIRST_TIME, true);
    }

    @Override
    public Read<?> ask(Run run) {
        Lead read = run.get("lead", Lead.class);
        List<Move> moves = new ArrayList<>();
        if (run.work() == null && run.get(AS_IF_WON, Boolean.class) != null && read != null && !read.isDeleted()) {
            run.keep("lead", won(run, read, moves));
        }
        Lead lead = run.get("lead", Lead.class);
        if (run.work() == null && run.get(FOR_THE_FIRST_TIME, Boolean.class) != null) {
            run.keep(FOUND, Found.SUPPOSED);
            return null;
        }
        run.keep(FOUND, Found.NOTHING);
        return lead != null && !lead.isDeleted() && rule.needsMoves(run.connection(), lead)
                ? moves(run, lead, 1, moves)
                : null;
    }

    /** The deal in the stage that counts, with the move that it would take. */
    private Lead won(Run run, Lead lead, List<Move> moves) {
        ConnectionSettings.Won won = run.connection().settings().won();
        if (won.includes(lead.pipelineId(), lead.statusId())) {
            return lead;
        }
        Instant now = time.now();
        boolean stays = won.pipelineIds().isEmpty() || won.pipelineIds().contains(lead.pipelineId());
        long pipeline = stays ? lead.pipelineId() : won.pipelineIds().get(0);
        moves.add(new Move(now, new Stage(lead.pipelineId(), lead.statusId()), new Stage(pipeline, won.statusId())));
        return lead.movedTo(pipeline, won.statusId(), won.closes() ? now : null);
    }

    private Read<?> moves(Run run, Lead lead, int page, List<Move> moves) {
        return Read.of("events", EventList.class)
                .with(query(lead, "lead_status_changed", page))
                .takeThen(events -> {
                    if (events != null) {
                        events.moves().stream()
                                .filter(event -> event.entityId() == lead.id())
                                .map(WinEvidence::move)
                                .forEach(moves::add);
                        if (events.hasNext() && page < MOST_PAGES) {
                            return moves(run, lead, page + 1, moves);
                        }
                    }
                    run.keep(FOUND, new Found(moves, false));
                    return rule.needsBin(run.connection(), lead, moves) ? bin(run, lead, moves) : null;
                });
    }

    private static Read<?> bin(Run run, Lead lead, List<Move> moves) {
        return Read.of("events", EventList.class)
                .with(query(lead, "lead_deleted", 1))
                .take(events -> run.keep(FOUND, new Found(moves, events != null && events.deleted(lead.id()))));
    }

    private static Map<String, String> query(Lead lead, String type, int page) {
        return new TreeMap<>(Map.of(
                "filter[type]",
                type,
                "filter[entity]",
                "lead",
                "filter[entity_id][]",
                String.valueOf(lead.id()),
                "limit",
                "100",
                "page",
                String.valueOf(page)));
    }

    private static Move move(Event event) {
        return new Move(Instant.ofEpochSecond(event.createdAt()), stage(event.before()), stage(event.after()));
    }

    private static Stage stage(Optional<EventList.Stage> stage) {
        return stage.map(at -> new Stage(at.pipelineId(), at.id())).orElse(null);
    }
}
