package org.wonbooks.flow;

import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Invoice;

/** Where the customer can pay the invoice online. Read once, and only where there can be such a place. */
@Component("paymentLink")
public class PaymentLink implements Question.OfQuickBooks {

    private static final String STEP = "payment-link";

    private final DealLedger deals;
    private final StepLedger steps;

    PaymentLink(DealLedger deals, StepLedger steps) {
        this.deals = deals;
        this.steps = steps;
    }

    @Override
    public Read<?> ask(Run run) {
        Deal deal = run.deal();
        boolean online = deal.intent().email() != null
                && (deal.intent().payByCard() || deal.intent().payByBank());
        return !online || steps.find(deal.id(), STEP).isPresent()
                ? null
                : Read.of("invoice/" + deal.invoiceId() + "?include=invoiceLink", Invoice.Answer.class)
                        .keep(answer ->
                                run.keep("deal", keep(deal, answer.invoice().link())));
    }

    /** QuickBooks gives none to a company without QuickBooks Payments. */
    private Deal keep(Deal deal, String link) {
        if (link == null) {
            steps.skipped(deal, STEP, "QuickBooks gives no payment link: QuickBooks Payments is not active");
        } else {
            steps.done(deal, STEP, null);
            deals.paymentLink(deal, link);
        }
        return deals.get(deal.id());
    }
}
