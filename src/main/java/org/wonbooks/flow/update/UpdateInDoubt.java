package org.wonbooks.flow.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;

/** An update whose call an earlier run began, and whose end nobody saw: looks what came of it. */
@Component
@Keeps(BookedInvoice.BOOKED)
@Keeps("resumed")
@Keeps(value = "deal", as = Deal.class)
class UpdateInDoubt implements Question.OfQuickBooks {

    /** What runs keep of an update whose call is to be repeated: its step. */
    private static final String RESUMED = "resumed";

    private final DealLedger deals;
    private final StepLedger steps;
    private final FrozenIntents intents;
    private final BookedInvoice books;
    private final InvoicePatch change;

    UpdateInDoubt(DealLedger deals, StepLedger steps, FrozenIntents intents, BookedInvoice books, InvoicePatch change) {
        this.deals = deals;
        this.steps = steps;
        this.intents = intents;
        this.books = books;
        this.change = change;
    }

    @Override
    public Read<?> ask(Run run) {
        run.keep(BookedInvoice.BOOKED, null);
        Optional<Step> doubt = intents.openUpdate(run.deal());
        return doubt.isEmpty()
                ? null
                : books.read(run, text -> {
                    run.keep(RESUMED, resolve(run.deal(), doubt.get(), text) ? doubt.get() : null);
                    run.keep("deal", deals.get(run.deal().id()));
                });
    }

    /**
     * What the invoice tells of the call in doubt. While the invoice is unchanged since it was read for the call, the
     * call may still come in: it is repeated to the letter, until it is so old that it can't. Once the invoice was
     * changed, QuickBooks takes this call no more.
     *
     * @return whether it is to be repeated
     */
    private boolean resolve(Deal deal, Step step, String text) {
        JsonNode invoice = books.invoice(deal, text);
        JsonNode request = change.read(step.request());
        if (invoice != null && InvoicePatch.isMade(invoice, request)) {
            steps.done(deal, step.name(), deal.invoiceId());
            books.made(deal, invoice, "updated by an earlier call, since the deal was edited,");
            return false;
        }
        if (invoice == null || !InvoicePatch.isCurrent(invoice, request) || steps.provable(step)) {
            steps.notMade(deal, step.name(), "The invoice in QuickBooks does not say what was asked for");
            return false;
        }
        return true;
    }
}
