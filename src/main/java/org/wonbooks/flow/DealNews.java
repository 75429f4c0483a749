package org.wonbooks.flow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.Fence;
import org.wonbooks.kommo.NoteList;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Work;

/**
 * Tells the deal in Kommo what happened: by fields, which may be written twice without harm, and by a note, which may
 * not. A piece of news has a name; its two steps are {@code <news>-fields} and {@code <news>-note}.
 */
@Component("dealNews")
public class DealNews {

    private static final String NOTHING = "{}";

    private final DealLedger deals;
    private final StepLedger steps;
    private final Fence fence;

    public DealNews(DealLedger deals, StepLedger steps, Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.fence = fence;
    }

    /** Writes down that the fields are about to be written, or that they show it already. */
    @Transactional
    public Step beginFields(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("news") String news,
            @Body String request) {
        String step = news + "-fields";
        if (request.equals(NOTHING) && steps.find(deal.id(), step).isEmpty()) {
            fence.hold(work.lease());
            steps.skipped(deal, step, "The deal shows it already");
        }
        return steps.begin(work.lease(), deal, step, request);
    }

    /** The fields are written. */
    @Transactional
    public void fieldsWritten(@Variable("work") Work work, @Variable("deal") Deal deal, @Variable("news") String news) {
        fence.hold(work.lease());
        steps.done(deal, news + "-fields", null);
        deals.note(deal, "Told the deal in Kommo: " + news);
    }

    /** Writes down that the note is about to be added. */
    public Step beginNote(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("news") String news,
            @Body String request) {
        return steps.begin(work.lease(), deal, news + "-note", request);
    }

    /** Kommo knows no repeated call: after one in doubt, the deal's notes are looked at first. */
    public boolean mayBeThere(@Variable("step") Step step) {
        return step.open() && step.inDoubt();
    }

    /** The deal's latest notes of ours. */
    public Map<String, String> latestNotes() {
        return new TreeMap<>(Map.of("filter[note_type][]", "service_message", "order[id]", "desc", "limit", "50"));
    }

    /** What the note ends with: nothing else in the deal does. */
    public String mark(@Variable("deal") Deal deal, @Variable("news") String news) {
        return "[wonbooks " + deal.cycle() + " " + news + "]";
    }

    /** Is the note already there? */
    public boolean there(@Variable("deal") Deal deal, @Variable("news") String news, @Body NoteList notes) {
        String mark = mark(deal, news);
        return notes != null && notes.texts().stream().anyMatch(text -> text.endsWith(mark));
    }

    /** A note in the form that Kommo takes. */
    public List<Map<String, Object>> note(
            @Variable("deal") Deal deal, @Variable("news") String news, @Body String text) {
        return List.of(Map.of(
                "entity_id",
                deal.leadId(),
                "note_type",
                "service_message",
                "params",
                Map.of("service", "QuickBooks", "text", text + "\n" + mark(deal, news)),
                "is_need_to_trigger_digital_pipeline",
                false));
    }

    /** The note is there. */
    @Transactional
    public void noteAdded(@Variable("work") Work work, @Variable("deal") Deal deal, @Variable("news") String news) {
        fence.hold(work.lease());
        steps.done(deal, news + "-note", null);
    }
}
