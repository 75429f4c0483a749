package org.wonbooks.flow.invoice;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.flow.customer.BilledCustomer;
import org.wonbooks.flow.money.ChangesSince;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.books.GoneCustomers;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.MissingFault;
import org.wonbooks.quickbooks.UnfitFault;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Changes;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * Makes the invoice, once. One that an earlier run asked for is looked for first, by its mark, since nobody knows how
 * long QuickBooks remembers a requestid; and where it is not found, asked for under the same id again, since a search
 * may not see it yet. Only a proof that there is none allows a new id.
 */
@Component("createInvoice")
@Keeps(value = "deal", as = Deal.class)
@Keeps(value = BilledCustomer.ID, as = String.class)
@Keeps("invoiceJson")
public class CreateInvoice implements Write.ToQuickBooks<Invoice.Answer>, Write.ByMap {

    private final DealInvoice invoices;
    private final DealLedger deals;
    private final StepLedger steps;
    private final BilledCustomer billed;
    private final GoneCustomers gone;
    private final CompanyBooks books;
    private final Gate gate;

    CreateInvoice(
            DealInvoice invoices,
            DealLedger deals,
            StepLedger steps,
            BilledCustomer billed,
            GoneCustomers gone,
            CompanyBooks books,
            Gate gate) {
        this.invoices = invoices;
        this.deals = deals;
        this.steps = steps;
        this.billed = billed;
        this.gone = gone;
        this.books = books;
        this.gate = gate;
    }

    @Override
    public boolean wanted(Run run) {
        return run.deal().invoiceId() == null;
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        if (run.deal().invoiceId() != null) {
            // It was found meanwhile.
            return null;
        }
        // Another one where the one of before is gone.
        Deal deal = billed.link(run, run.get(BilledCustomer.ID, String.class), false);
        run.keep("deal", deal);
        IntFunction<String> ids = DealInvoice.requestId(run.connection(), deal, DealInvoice.INVOICE);
        return Call.post("invoice", steps.begin(deal, DealInvoice.INVOICE, ids, () -> mapping.json(run)));
    }

    @Override
    public Map<String, String> contradictions(Run run, String text) {
        return contradictions(run, run.deal().intent(), text);
    }

    /** @param decided what the text is composed of */
    public static Map<String, String> contradictions(Run run, InvoiceIntent decided, String text) {
        String found = run.get(BilledCustomer.ID, String.class);
        return InvoiceGate.contradictions(
                text, decided, found == null ? run.deal().customerId() : found);
    }

    @Override
    public Read<?> doubt(Run run, Call call) {
        return Read.of("query", QueryAnswer.class)
                .with(Query.invoices(
                        run.get(BilledCustomer.ID, String.class),
                        run.deal().intent().date()))
                .keepThen(found -> {
                    boolean ours = invoices.adopt(
                            run.deal(), call.step(), found.changedInvoices().read());
                    if (!ours && !found.changedInvoices().unreadable().isEmpty()) {
                        throw ChangesSince.unproved(
                                "Invoice", found.changedInvoices().unreadableFault());
                    }
                    run.keep("deal", deals.get(run.deal().id()));
                    return !ours && steps.provable(call.step()) ? proof(run, call.step()) : null;
                })
                .failing(PermanentFault.class, fault -> {
                    throw ChangesSince.unproved("Invoice", fault);
                });
    }

    /** Looks through all invoices that changed since the call, whatever customer or date they have by now. */
    private Read<?> proof(Run run, Step step) {
        return ChangesSince.read("Invoice", steps.searchedFrom(step), changes -> proved(run, step, changes));
    }

    private void proved(Run run, Step step, Changes changes) {
        Deal deal = run.deal();
        boolean ours = invoices.adopt(deal, step, changes.invoices().read());
        if (!ours && !changes.invoices().unreadable().isEmpty()) {
            throw ChangesSince.unproved("Invoice", changes.invoices().unreadableFault());
        }
        if (!ours && changes.complete()) {
            steps.notMade(deal, step.name(), "QuickBooks has no invoice of this mark, by two searches after the call");
            deals.note(deal, "The call for the invoice came to nothing: QuickBooks has none");
        }
        run.keep("deal", deals.get(deal.id()));
    }

    @Override
    public Class<Invoice.Answer> answer() {
        return Invoice.Answer.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Invoice.Answer answer) {
        run.keep("deal", invoices.created(run.deal(), call.step(), answer));
        return null;
    }

    /**
     * Something is not there, or the invoice does not fit the books, as when what is remembered of them is old. Whether
     * it is the customer that is not there, is asked: one that was merged into another is gone, and the other one is
     * billed; one that is inactive is a person's to see to.
     */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (fault instanceof UnfitFault) {
            throw books.refused(run, call, fault);
        }
        if (!(fault instanceof MissingFault)) {
            throw fault;
        }
        String customer = run.get(BilledCustomer.ID, String.class);
        return Read.of("customer/" + customer, Customer.Answer.class).orNull().takeThen(answer -> {
            if (answer != null) {
                throw !Boolean.FALSE.equals(answer.customer().active()) ? books.refused(run, call, fault) : fault;
            }
            gone.note(run.connection().id(), customer);
            if (call.inDoubt()) {
                throw new PassingFault(
                        "The customer was merged into another one in QuickBooks while nobody saw whether its invoice was"
                                + " made: it is looked for",
                        null);
            }
            return billed.instead(run, customer, instead -> billedInstead(run, instead));
        });
    }

    private Read<?> billedInstead(Run run, String customer) {
        if (customer == null || gone.isGone(run.connection().id(), customer)) {
            throw new PassingFault(
                    "The customer is gone from QuickBooks, and another one is found or made first", null);
        }
        run.keep(BilledCustomer.ID, customer);
        return null;
    }

    @Override
    public Read<?> foresee(Run run, Mapping mapping) {
        Optional<Call> begun = steps.find(run.deal().id(), DealInvoice.INVOICE)
                .filter(Step::open)
                .map(step -> Call.post("invoice", step));
        String request = begun.map(Call::body).orElseGet(() -> mapping.json(run));
        Map<String, String> contradictions = contradictions(run, request);
        begun.ifPresentOrElse(
                call -> gate.pass(mapping, call, contradictions), () -> gate.pass(mapping, contradictions));
        run.keep("invoiceJson", request);
        return null;
    }
}
