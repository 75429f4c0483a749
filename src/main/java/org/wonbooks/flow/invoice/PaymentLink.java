package org.wonbooks.flow.invoice;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.invoice.Invoice;

/**
 * Where the customer can pay the invoice online. Read once, and only where there can be such a place: of a company
 * whose invoices have none that is remembered as its lists are, and the read, which costs, is left out.
 */
@Component("paymentLink")
@Keeps(value = "deal", as = Deal.class)
class PaymentLink implements Question.OfQuickBooks {

    private static final String STEP = "payment-link";

    private final DealLedger deals;
    private final InvoiceLedger invoices;
    private final StepLedger steps;
    private final CompanyBooks books;

    PaymentLink(DealLedger deals, InvoiceLedger invoices, StepLedger steps, CompanyBooks books) {
        this.deals = deals;
        this.invoices = invoices;
        this.steps = steps;
        this.books = books;
    }

    @Override
    public Read<?> ask(Run run) {
        Deal deal = run.deal();
        boolean online = deal.intent().email() != null
                && (deal.intent().payByCard() || deal.intent().payByBank());
        if (!online || steps.find(deal.id(), STEP).isPresent() || books.hasNoLinks(run.connection())) {
            return null;
        }
        return Read.of("invoice/" + deal.invoiceId() + "?include=invoiceLink", Invoice.Answer.class)
                .keep(answer -> keep(run, answer.invoice().link()));
    }

    private void keep(Run run, String link) {
        Deal deal = run.deal();
        if (link == null) {
            steps.skipped(deal, STEP, "QuickBooks gives no payment link: QuickBooks Payments is not active");
            books.noLink(run.connection());
        } else {
            steps.done(deal, STEP, null);
            invoices.paymentLink(deal, link);
        }
        run.keep("deal", deals.get(deal.id()));
    }
}
