package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.flow.money.BooksNews;
import org.wonbooks.flow.money.DealMoney;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.kommo.lead.LeadPatch;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkRunRoute;

/** Brings the deal's card in line with the books: the stage where it belongs, and only fields that differ. */
@Component("showPayment")
@Keeps(value = "stage", as = Stage.class)
@Keeps(WorkRunRoute.TOLD_AT_THE_END)
class ShowPayment extends DealFields {

    private final DealCard card;
    private final DealMoney money;
    private final WorkQueue queue;

    ShowPayment(
            DealLedger deals,
            StepLedger steps,
            RefusalReason refused,
            DealCard card,
            DealMoney money,
            WorkQueue queue) {
        super(deals, steps, refused);
        this.queue = queue;
        this.card = card;
        this.money = money;
    }

    /** Beside other news of the books, the money may be nothing new: then the card stays as people have it. */
    @Override
    public Call begin(Run run, Mapping mapping) {
        boolean other = run.get(BooksNews.NEWS, News.class) != null;
        return other && money.shown(run.deal()) ? null : super.begin(run, mapping);
    }

    @Override
    String news(Run run) {
        return money.news(run.work(), run.deal());
    }

    @Override
    String shows() {
        return "what is paid";
    }

    @Override
    String compose(Run run, Mapping mapping) {
        Lead lead = run.get("lead", Lead.class);
        run.keep("stage", card.stage(run.connection(), run.deal(), lead));
        if (!card.isLatest(run.deal())) {
            return NOTHING;
        }
        return mapping.json(
                LeadPatch.differences(lead, mapping.map(run), run.connection().zone()));
    }

    /** What was composed before the card was to be compared shows nothing of that: there is another run to follow. */
    @Override
    void shown(Run run) {
        Deal deal = run.deal();
        boolean compared = deal.attention().recheck() && money.untold(deal) == null;
        if (deal.attention().recheck() && !compared) {
            String lane = Lane.deal(deal.connectionId(), deal.leadId());
            queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
        }
        card.written(deal, compared);
    }

    /** The words may be told, and the card is to be compared all the same. */
    @Override
    void shownInPart(Run run) {
        card.writtenInPart(run.deal());
    }
}
