package org.wonbooks.flow.invoice;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.invoice.Invoice;

/** Has QuickBooks email the invoice, if there is an address to send it to. */
@Component(SendInvoice.NAME)
@Keeps(value = "deal", as = Deal.class)
class SendInvoice implements Write.ToQuickBooks<Invoice.Answer> {

    public static final String NAME = "sendInvoice";

    private final DealInvoice invoices;
    private final DealLedger deals;
    private final StepLedger steps;

    SendInvoice(DealInvoice invoices, DealLedger deals, StepLedger steps) {
        this.invoices = invoices;
        this.deals = deals;
        this.steps = steps;
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        if (deal.invoiceId() == null) {
            throw new PermanentFault(
                    "There is no invoice yet that could be emailed",
                    "Put createInvoice before sendInvoice in the route, then press “Try again”.");
        }
        Step step = invoices.beginSend(run.connection(), deal);
        if (step.state() == Step.State.SKIPPED) {
            // The note says why.
            run.keep("deal", deals.get(deal.id()));
        }
        return Call.post("invoice/" + deal.invoiceId() + "/send", step);
    }

    /**
     * Nobody saw whether the invoice was emailed: QuickBooks says so itself. When it says no long after the last call,
     * that call came to nothing, and the next one gets an id of its own.
     */
    @Override
    public Read<?> doubt(Run run, Call call) {
        return Read.of("invoice/" + run.deal().invoiceId(), Invoice.Answer.class)
                .keep(answer -> asked(run, call.step(), answer));
    }

    private void asked(Run run, Step step, Invoice.Answer answer) {
        Deal deal = run.deal();
        requireItself(deal, answer);
        if (answer.invoice().emailed()) {
            run.keep("deal", invoices.sent(deal, step, answer));
        } else if (steps.provable(step)) {
            steps.notMade(deal, DealInvoice.SEND, "QuickBooks says that the invoice was not emailed");
        }
    }

    @Override
    public Class<Invoice.Answer> answer() {
        return Invoice.Answer.class;
    }

    private static void requireItself(Deal deal, Invoice.Answer answer) {
        if (!deal.invoiceId().equals(answer.invoice().id())) {
            throw new PassingFault("QuickBooks answered with something else than the invoice", null);
        }
    }

    /** Only what the answer says was emailed was: otherwise it is in doubt, and QuickBooks is asked again. */
    @Override
    public Read<?> done(Run run, Call call, Invoice.Answer answer) {
        requireItself(run.deal(), answer);
        if (!answer.invoice().emailed()) {
            // Nobody knows whether a mail went out all the same: another one goes only by a person's word.
            throw new PermanentFault(
                    "QuickBooks took the call to email the invoice, and says that it was not emailed",
                    "Look in QuickBooks whether the invoice can be emailed, or email it there, then press “Try"
                            + " again”.");
        }
        run.keep("deal", invoices.sent(run.deal(), call.step(), answer));
        return null;
    }
}
