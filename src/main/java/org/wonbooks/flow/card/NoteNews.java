package org.wonbooks.flow.card;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.money.BooksNews;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.ledger.deal.StepLedger;

/** Tells the deal a piece of news of the books, in words. */
@Component("noteNews")
class NoteNews extends DealNote {

    private final DealLedger deals;
    private final BooksNews books;

    NoteNews(StepLedger steps, DealLedger deals, BooksNews books) {
        super(steps);
        this.deals = deals;
        this.books = books;
    }

    @Override
    String news(Run run) {
        return run.get(BooksNews.NEWS, News.class).name();
    }

    /** A deal that is gone from Kommo can't be told. */
    @Override
    public Call begin(Run run, Mapping mapping) {
        Lead lead = run.get("lead", Lead.class);
        if (lead == null || lead.isDeleted()) {
            books.told(run.deal(), run.get(BooksNews.NEWS, News.class));
            deals.note(run.deal(), "The deal is gone from Kommo: it is told nothing any more");
            throw new Skip("The deal is gone from Kommo");
        }
        return super.begin(run, mapping);
    }
}
