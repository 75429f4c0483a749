package org.wonbooks.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Changes;
import org.wonbooks.quickbooks.Customer;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.work.Work;

/** As {@link InvoiceInDoubt}, for the customer: known by its notes, whatever its name. */
@Component("customerInDoubt")
public class CustomerInDoubt {

    private final StepLedger steps;
    private final Fence fence;

    public CustomerInDoubt(StepLedger steps, Fence fence) {
        this.steps = steps;
        this.fence = fence;
    }

    /** Was it asked for under this name, by a call whose end nobody saw? */
    public boolean is(@Variable("deal") Deal deal, @Variable("customerName") String name) {
        return step(deal, name).isPresent();
    }

    /** Asks for all customers that changed since the call. */
    public Map<String, String> changes(@Variable("deal") Deal deal, @Variable("customerName") String name) {
        return Query.changes("Customer", steps.searchedFrom(step(deal, name).orElseThrow(CustomerInDoubt::settled)));
    }

    /**
     * The customer that was made; null when none was seen. None long after the call proves that there is none: the next
     * call may have an id of its own.
     */
    @Transactional
    public String found(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("customerName") String name,
            @Body Changes changes) {
        fence.hold(work.lease());
        Step step = step(deal, name).orElseThrow(CustomerInDoubt::settled);
        List<Customer> made = changes.customers().stream()
                .filter(customer -> customer.madeFor(deal.intent().party()))
                .filter(customer -> customer.takes(deal.intent().currency()))
                .toList();
        if (made.size() > 1) {
            throw new PermanentFault(
                    "QuickBooks has more than one customer that was made for "
                            + deal.intent().party(),
                    "Merge them in QuickBooks, then replay.");
        }
        if (made.isEmpty()) {
            if (changes.complete()) {
                steps.notMade(
                        deal,
                        BilledCustomer.requestId(connection, deal, step.name()),
                        "QuickBooks has no such customer, by a search after the call");
            }
            return null;
        }
        steps.done(deal, step.name(), made.get(0).id());
        return made.get(0).id();
    }

    private static PassingFault settled() {
        return new PassingFault("Another deal has found out meanwhile what came of the customer's call", null);
    }

    private Optional<Step> step(Deal deal, String name) {
        return steps.find(deal.id(), BilledCustomer.stepName(deal, name)).filter(Step::inDoubt);
    }
}
