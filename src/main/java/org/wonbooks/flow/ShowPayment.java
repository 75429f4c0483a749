package org.wonbooks.flow;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Mapping;
import org.wonbooks.component.Run;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.LeadPatch;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.StepLedger;

/** Brings the deal's card in line with the books: the stage where it belongs, and only fields that differ. */
@Component("showPayment")
public class ShowPayment extends DealFields {

    private final DealCard card;
    private final DealMoney money;

    ShowPayment(DealLedger deals, StepLedger steps, RefusedNews refused, DealCard card, DealMoney money) {
        super(deals, steps, refused);
        this.card = card;
        this.money = money;
    }

    @Override
    String news(Run run) {
        return money.news(run.work(), run.deal());
    }

    @Override
    @SuppressWarnings("unchecked")
    String compose(Run run, Mapping mapping) {
        Lead lead = run.get("lead", Lead.class);
        run.keep("stage", card.stage(run.connection(), run.deal(), lead));
        if (!card.isLatest(run.deal())) {
            return NOTHING;
        }
        Map<String, Object> patch = mapping.of(run, Map.class);
        return mapping.json(LeadPatch.differences(lead, patch, run.connection().zone()));
    }

    @Override
    void shown(Run run) {
        card.written(run.deal());
    }
}
