package org.wonbooks.flow.customer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.money.ChangesSince;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.query.Changes;

/**
 * Makes the customer, where none was found, and links the deal to whom it is billed. A name that somebody else has is
 * made unique. One in doubt is known by its notes, whatever its name.
 */
@Component("createCustomer")
@Keeps(value = "deal", as = Deal.class)
@Keeps(value = BilledCustomer.ID, as = String.class)
@Keeps(value = BilledCustomer.NAME, as = String.class)
@Keeps(value = "customer", as = Customer.class)
@Keeps("customerJson")
@Keeps("nameTaken")
class CreateCustomer implements Write.ToQuickBooks<Customer.Answer>, Write.ByMap {

    private final BilledCustomer billed;
    private final CustomerForecast previews;
    private final DealLedger deals;
    private final StepLedger steps;

    CreateCustomer(BilledCustomer billed, CustomerForecast previews, DealLedger deals, StepLedger steps) {
        this.billed = billed;
        this.previews = previews;
        this.deals = deals;
        this.steps = steps;
    }

    /**
     * Who was found is linked in the transaction that begins the invoice; but for one whose making is in doubt: that is
     * ended by itself, since an invoice that can't be begun would leave it so.
     */
    @Override
    public boolean wanted(Run run) {
        return run.get(BilledCustomer.ID, String.class) == null
                || run.deal() != null
                        && steps
                                .find(run.deal().id(), List.of(BilledCustomer.CUSTOMER, BilledCustomer.RENAMED))
                                .values()
                                .stream()
                                .anyMatch(Step::open);
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        String found = run.get(BilledCustomer.ID, String.class);
        if (found != null) {
            return linked(run, found, false);
        }
        String name = run.get(BilledCustomer.NAME, String.class);
        return begin(run, mapping, name == null ? deal.intent().customerName() : name);
    }

    private Call begin(Run run, Mapping mapping, String name) {
        Deal deal = run.deal();
        run.keep(BilledCustomer.NAME, name);
        String step = BilledCustomer.stepName(deal, name);
        Step begun = steps.beginShared(
                deal, step, BilledCustomer.requestId(run.connection(), deal, step), () -> mapping.json(run));
        boolean first = step.equals(BilledCustomer.CUSTOMER);
        if (first && begun.state() == Step.State.SKIPPED) {
            return begin(run, mapping, BilledCustomer.otherName(run.connection(), deal));
        }
        if (!first && begun.open()) {
            steps.skipped(deal, BilledCustomer.CUSTOMER, "The name is somebody else's");
        }
        return begun.state() == Step.State.DONE ? linked(run, begun.externalId(), true) : Call.post("customer", begun);
    }

    @Override
    public Map<String, String> contradictions(Run run, String text) {
        return CustomerGate.contradictions(text, run.deal().intent(), run.get(BilledCustomer.NAME, String.class));
    }

    private Call linked(Run run, String customerId, boolean made) {
        run.keep(BilledCustomer.ID, customerId);
        run.keep("deal", billed.link(run, customerId, made));
        return null;
    }

    @Override
    public Read<?> doubt(Run run, Call call) {
        return ChangesSince.read(
                "Customer",
                steps.searchedFrom(call.step()),
                changes -> found(run, call.step().name(), changes));
    }

    /**
     * Takes the customer that was made. That none was seen long after the call proves that there is none: the next call
     * may have an id of its own.
     */
    private void found(Run run, String name, Changes changes) {
        Deal deal = run.deal();
        Optional<Step> doubt = steps.find(deal.id(), name).filter(Step::inDoubt);
        if (doubt.isEmpty()) {
            throw new PassingFault("Another deal has found out meanwhile what came of the customer's call", null);
        }
        List<Customer> made = changes.customers().read().stream()
                .filter(customer -> customer.madeFor(deal.intent().party()))
                .filter(customer -> customer.takes(deal.intent().currency()))
                .toList();
        if (made.size() > 1) {
            throw new PermanentFault(
                    "QuickBooks has more than one customer that was made for "
                            + deal.intent().party(),
                    "Merge them in QuickBooks, then press “Try again”.");
        }
        if (!made.isEmpty()) {
            steps.done(deal, name, made.get(0).id());
            run.keep(BilledCustomer.ID, made.get(0).id());
        } else if (!changes.customers().unreadable().isEmpty()) {
            throw ChangesSince.unproved("Customer", changes.customers().unreadableFault());
        } else if (changes.complete()) {
            steps.notMade(
                    deal,
                    BilledCustomer.requestId(run.connection(), deal, name),
                    "QuickBooks has no such customer, by a search after the call");
        }
    }

    @Override
    public Class<Customer.Answer> answer() {
        return Customer.Answer.class;
    }

    @Override
    public Read<?> done(Run run, Call call, Customer.Answer answer) {
        Customer customer = answer.customer();
        linked(run, customer.id(), true);
        deals.note(run.deal(), "Customer " + customer.displayName() + " made in QuickBooks");
        return null;
    }

    /**
     * Looks whose name it is: a customer of the same e-mail, or made by us for the same contact, is the one we mean.
     */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        if (!(fault instanceof NameTakenFault taken) || !call.step().name().equals(BilledCustomer.CUSTOMER)) {
            throw fault;
        }
        Deal deal = run.deal();
        billed.taken(run.work(), run.connection(), deal, BilledCustomer.CUSTOMER, taken);
        return billed.byName(run, same -> {
            nameIs(run, same);
            return null;
        });
    }

    private static void nameIs(Run run, String customerId) {
        run.keep(BilledCustomer.ID, customerId);
        if (customerId == null) {
            run.keep(BilledCustomer.NAME, BilledCustomer.otherName(run.connection(), run.deal()));
        }
    }

    @Override
    public Read<?> foresee(Run run, Mapping mapping) {
        return previews.foresee(run, mapping, run.deal());
    }
}
