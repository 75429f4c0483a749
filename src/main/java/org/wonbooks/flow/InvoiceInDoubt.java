package org.wonbooks.flow;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.Fence;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Changes;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.work.Work;

/**
 * A run before this one asked for the invoice and did not see what came of it. It is looked for first, since nobody
 * knows how long QuickBooks remembers a requestid; and where it is not found, asked for under the same id again, since
 * a search may not see it yet. Only a proof that there is none allows a new id.
 */
@Component("invoiceInDoubt")
public class InvoiceInDoubt {

    private final DealInvoice dealInvoice;
    private final DealLedger deals;
    private final StepLedger steps;
    private final Fence fence;

    public InvoiceInDoubt(DealInvoice dealInvoice, DealLedger deals, StepLedger steps, Fence fence) {
        this.dealInvoice = dealInvoice;
        this.deals = deals;
        this.steps = steps;
        this.fence = fence;
    }

    /** Was it asked for, by a call whose end nobody saw? */
    public boolean is(@Variable("deal") Deal deal) {
        return step(deal).isPresent();
    }

    /** The query for the invoices among which it would be. */
    public Map<String, String> query(@Variable("deal") Deal deal, @Variable("customerId") String customerId) {
        return Query.invoices(customerId, deal.intent().date());
    }

    /** Takes it, if it was found. */
    @Transactional
    public Deal found(@Variable("work") Work work, @Variable("deal") Deal deal, @Body QueryAnswer answer) {
        fence.hold(work.lease());
        dealInvoice.adopt(deal, step(deal).orElseThrow(), answer.invoices());
        return deals.get(deal.id());
    }

    /** Is it so long ago that a search through all that changed since would prove that there is none? */
    public boolean provable(@Variable("deal") Deal deal) {
        return step(deal).filter(steps::provable).isPresent();
    }

    /** Asks for all invoices that changed since the call, whatever customer or date they have by now. */
    public Map<String, String> changes(@Variable("deal") Deal deal) {
        return Query.changes("Invoice", steps.searchedFrom(step(deal).orElseThrow()));
    }

    /** Takes it if it is among them; otherwise there is none, and the next call may have an id of its own. */
    @Transactional
    public Deal proved(@Variable("work") Work work, @Variable("deal") Deal deal, @Body Changes changes) {
        fence.hold(work.lease());
        Step step = step(deal).orElseThrow();
        if (!dealInvoice.adopt(deal, step, changes.invoices()) && changes.complete()) {
            steps.notMade(deal, step.name(), "QuickBooks has no invoice of this mark, by two searches after the call");
            deals.note(deal, "The call for the invoice came to nothing: QuickBooks has none");
        }
        return deals.get(deal.id());
    }

    private Optional<Step> step(Deal deal) {
        return steps.find(deal.id(), DealInvoice.INVOICE).filter(Step::inDoubt);
    }
}
