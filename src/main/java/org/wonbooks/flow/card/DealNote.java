package org.wonbooks.flow.card;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.kommo.feed.NoteList;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.StepLedger;

/**
 * Adds a note to the deal in Kommo, once for each piece of news. Kommo knows no repeated call: after one in doubt, the
 * deal's notes are looked at first. Its step is {@code <news>-note}.
 */
abstract class DealNote implements Write.ToKommo<Void>, Write.ByText {

    private static final Map<String, String> LATEST =
            new TreeMap<>(Map.of("filter[note_type][]", "service_message", "order[id]", "desc", "limit", "50"));

    private final StepLedger steps;

    DealNote(StepLedger steps) {
        this.steps = steps;
    }

    /** The name of the piece of news; null: there is none to tell. */
    abstract String news(Run run);

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        String news = news(run);
        if (news == null) {
            return null;
        }
        return Call.post("leads/notes", steps.begin(deal, news + "-note", () -> composed(run, mapping, deal, news)));
    }

    private static String composed(Run run, Mapping mapping, Deal deal, String news) {
        String text = mapping.of(run, String.class) + "\n" + mark(deal, news);
        return mapping.json(request(deal, text));
    }

    /** A note in the form that Kommo takes. */
    private static List<Map<String, Object>> request(Deal deal, String text) {
        return List.of(Map.of(
                "entity_id",
                deal.leadId(),
                "note_type",
                "service_message",
                "params",
                Map.of("service", "QuickBooks", "text", text),
                "is_need_to_trigger_digital_pipeline",
                false));
    }

    /** What the note ends with: nothing else in the deal does. */
    private static String mark(Deal deal, String news) {
        return "[wonbooks " + deal.cycle() + " " + news + "]";
    }

    @Override
    public Read<?> doubt(Run run, Call call) {
        Deal deal = run.deal();
        String mark = mark(deal, news(run));
        return Read.of("leads/" + deal.leadId() + "/notes", NoteList.class)
                .with(LATEST)
                .keep(notes -> {
                    if (notes != null && notes.anyEndsWith(mark)) {
                        steps.done(deal, call.step().name(), null);
                    }
                });
    }

    /** Then it would be looked for no more, and the deal count as told. */
    @Override
    public boolean provesNothingMade(Call call, Fault fault) {
        return false;
    }

    @Override
    public Class<Void> answer() {
        return Void.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Void answer) {
        steps.done(run.deal(), call.step().name(), null);
        return null;
    }
}
