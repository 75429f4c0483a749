package org.wonbooks.flow.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.card.RefusalReason.Refusal;
import org.wonbooks.kommo.CallRefusedFault;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.kommo.lead.LeadPatch;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;

/**
 * Shows a piece of news in the deal's fields in Kommo. They may be written twice without harm, so a call in doubt is
 * repeated. Its step is {@code <news>-fields}.
 *
 * <p>Kommo refuses a call as a whole for one part that it does not take. The rest is sent by itself then; the step
 * stays one that has made nothing, so that whoever runs it next composes all of it anew.
 */
abstract class DealFields implements Write.ToKommo<Void>, Write.ByMap {

    /** There is nothing to show. */
    static final String NOTHING = "{}";

    private static final String FIELDS = "-fields";

    /** What is left to be written, and what Kommo took none of. */
    private record Rest(String text, List<Refusal> refusals) {}

    private final DealLedger deals;
    private final StepLedger steps;
    private final RefusalReason refused;

    DealFields(DealLedger deals, StepLedger steps, RefusalReason refused) {
        this.deals = deals;
        this.steps = steps;
        this.refused = refused;
    }

    /** The name of the piece of news. */
    abstract String news(Run run);

    /** What the deal shows then, as its timeline says it. */
    abstract String shows();

    /** What is to be shown, as JSON; <code>{}</code>: the deal shows it already. */
    abstract String compose(Run run, Mapping mapping);

    /** The deal shows it. Part of the caller's transaction, which holds the fence. */
    void shown(Run run) {}

    /** The deal shows all of it but what Kommo does not take. Part of the caller's transaction, as above. */
    void shownInPart(Run run) {}

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        String name = news(run) + FIELDS;
        Rest rest = run.get(name, Rest.class);
        if (rest != null && rest.text().equals(NOTHING)) {
            shownInPart(run);
            return null;
        } else if (rest != null) {
            return Call.patch("leads/" + deal.leadId(), rest.text());
        }
        String request = compose(run, mapping);
        if (request.equals(NOTHING) && nothingBegun(deal, name)) {
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

    private boolean nothingBegun(Deal deal, String name) {
        return steps.find(deal.id(), name)
                .filter(step -> step.state() != Step.State.NOT_MADE)
                .isEmpty();
    }

    @Override
    public Map<String, String> contradictions(Run run, String text) {
        return CardGate.contradictions(text, run.deal().leadId());
    }

    @Override
    public Class<Void> answer() {
        return Void.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Void answer) {
        if (call.step() == null) {
            deals.note(run.deal(), "Told the deal in Kommo: " + shows() + ", without what Kommo does not take");
            shownInPart(run);
            return refused.explain(run, run.get(news(run) + FIELDS, Rest.class).refusals());
        }
        steps.done(run.deal(), call.step().name(), null);
        deals.note(run.deal(), "Told the deal in Kommo: " + shows());
        shown(run);
        return null;
    }

    /** Nothing was written: what a person mends or sets otherwise is composed anew. */
    @Override
    public boolean provesNothingMade(Call call, Fault fault) {
        return fault instanceof LeadRefusedFault || fault instanceof CallRefusedFault;
    }

    /** Each time something less is sent; where nobody can say what to leave out, nothing. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        LeadRefusedFault refusal = fault instanceof LeadRefusedFault named
                ? named
                : fault instanceof CallRefusedFault unnamed
                        ? LeadRefusedFault.of(unnamed, LeadPatch.moves(call.body()))
                        : null;
        if (refusal == null) {
            throw fault;
        }
        String text = LeadPatch.without(call.body(), refusal).orElse(NOTHING);
        String name = news(run) + FIELDS;
        Rest before = run.get(name, Rest.class);
        List<Refusal> refusals = new ArrayList<>(before == null ? List.of() : before.refusals());
        refusals.add(new Refusal(call.body(), refusal));
        run.keep(name, new Rest(text, refusals));
        return text.equals(NOTHING) ? refused.explain(run, refusals) : null;
    }
}
