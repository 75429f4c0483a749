package org.wonbooks.flow;

import java.util.Map;
import org.wonbooks.component.Composed;
import org.wonbooks.component.Mapping;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.component.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;

/**
 * Shows a piece of news in the deal's fields in Kommo. They may be written twice without harm, so a call in doubt is
 * repeated. Its step is {@code <news>-fields}.
 */
abstract class DealFields implements Write.ToKommo<Void>, Write.ByMapping {

    /** There is nothing to show. */
    static final String NOTHING = "{}";

    private static final String FIELDS = "-fields";

    private final DealLedger deals;
    private final StepLedger steps;
    private final RefusedNews refused;

    DealFields(DealLedger deals, StepLedger steps, RefusedNews refused) {
        this.deals = deals;
        this.steps = steps;
        this.refused = refused;
    }

    /** The name of the piece of news. */
    abstract String news(Run run);

    /** What is to be shown, as JSON; <code>{}</code>: the deal shows it already. */
    abstract String compose(Run run, Mapping mapping);

    /** The deal shows it. Part of the caller's transaction, which holds the fence. */
    void shown(Run run) {}

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        String request = compose(run, mapping);
        String name = news(run) + FIELDS;
        if (request.equals(NOTHING) && steps.find(deal.id(), name).isEmpty()) {
            steps.skipped(deal, name, "The deal shows it already");
            shown(run);
            return null;
        }
        Step step = steps.begin(deal, name, () -> request);
        if (!step.open()) {
            shown(run);
        }
        return Call.patch("leads/" + deal.leadId(), step);
    }

    /** Kommo would change the deal of that id. */
    @Override
    public Map<String, String> contradictions(Run run, String text) {
        Composed composed = Composed.of(text);
        if (!Composed.absent(composed.get("id"))) {
            composed.require("id", composed.get("id"), run.deal().leadId());
        }
        return composed.contradictions();
    }

    @Override
    public Class<Void> answer() {
        return Void.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Void answer) {
        String name = call.step().name();
        steps.done(run.deal(), name, null);
        deals.note(run.deal(), "Told the deal in Kommo: " + name.substring(0, name.length() - FIELDS.length()));
        shown(run);
        return null;
    }

    /** Nothing was written: what a person mends or sets otherwise is composed anew. */
    @Override
    public boolean provesNothingMade(Call call, Fault fault) {
        return fault instanceof LeadRefusedFault;
    }

    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (fault instanceof LeadRefusedFault refusal) {
            return refused.explain(run, call, refusal);
        }
        throw fault;
    }
}
