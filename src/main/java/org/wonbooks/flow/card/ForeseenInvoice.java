package org.wonbooks.flow.card;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Run;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.Deal;

/**
 * The deal as it would stand once it is invoiced, for a preview of what Kommo is told then. What only QuickBooks can
 * say has words in its place.
 */
@Component
class ForeseenInvoice {

    private static final String ID = "(id of the new invoice)";
    private static final String NUMBER = "(number of the new invoice)";
    private static final String LINK = "(payment link)";

    private final CompanyBooks books;
    private final Clock clock;

    ForeseenInvoice(CompanyBooks books, Clock clock) {
        this.books = books;
        this.clock = clock;
    }

    /** The run with that deal. */
    Run of(Run run) {
        Deal deal = run.deal();
        InvoiceIntent intent = deal.intent();
        boolean emailed = intent.obstacle() == null;
        boolean linked = intent.email() != null
                && (intent.payByCard() || intent.payByBank())
                && !books.hasNoLinks(run.connection());
        Deal.Booked booked = new Deal.Booked(
                ID,
                NUMBER,
                linked ? LINK : null,
                intent.billedCurrency(),
                emailed ? clock.instant() : null,
                emailed ? intent.email() : null);
        Deal.Money money = new Deal.Money(intent.amount(), intent.amount(), null, null, 0, null);
        return run.with(
                "deal",
                new Deal(
                        deal.id(),
                        deal.connectionId(),
                        deal.leadId(),
                        deal.cycle(),
                        deal.name(),
                        emailed ? DealState.SENT : DealState.INVOICED,
                        deal.decision(),
                        intent,
                        deal.customerId(),
                        booked,
                        money,
                        deal.attention()));
    }
}
