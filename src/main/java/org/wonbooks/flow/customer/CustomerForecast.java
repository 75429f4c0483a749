package org.wonbooks.flow.customer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.query.NameHolders;
import org.wonbooks.quickbooks.query.Query;

/**
 * Foresees for a preview which customer is billed. Where none is found, asks whether the new one's name is free, list
 * by list; the flow itself learns it by a refusal.
 */
@Component
class CustomerForecast {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerForecast.class);

    /** Stands in the invoice for a customer that does not exist yet. */
    private static final String PLACEHOLDER = "(id of the new customer)";

    private final BilledCustomer billed;
    private final Gate gate;

    CustomerForecast(BilledCustomer billed, Gate gate) {
        this.billed = billed;
        this.gate = gate;
    }

    Read<?> foresee(Run run, Mapping mapping, Deal deal) {
        String known = run.get(BilledCustomer.ID, String.class);
        if (known != null) {
            return there(run, known, mapping);
        }
        run.keep(BilledCustomer.NAME, deal.intent().customerName());
        if (!Query.searchable(deal.intent().customerName())) {
            return made(run, mapping, null);
        }
        return billed.byName(run, same -> {
            run.keep(BilledCustomer.ID, same);
            return same != null ? there(run, same, null) : holders(run, mapping, deal, 0);
        });
    }

    /** @param mapping composes a new one, if this one is gone and a person wants that; null: it was just seen */
    private Read<?> there(Run run, String id, Mapping mapping) {
        return Read.of("customer/" + id, Customer.Answer.class).orNull().takeThen(answer -> {
            run.keep("customer", answer == null ? null : answer.customer());
            if (answer != null || mapping == null) {
                return null;
            }
            LOG.info("QuickBooks has no customer {} any more", id);
            run.keep(BilledCustomer.ID, null);
            return billed.instead(run, id, instead -> {
                run.keep(BilledCustomer.ID, instead);
                return instead == null ? foresee(run, mapping, run.deal()) : there(run, instead, null);
            });
        });
    }

    private Read<?> holders(Run run, Mapping mapping, Deal deal, int list) {
        String name = deal.intent().customerName();
        if (list == NameHolders.LISTS.size()) {
            return made(run, mapping, null);
        }
        return Read.of("query", NameHolders.class)
                .with(Query.holdersOfName(NameHolders.LISTS.get(list), name))
                .takeThen(found -> found.hold(name) ? made(run, mapping, name) : holders(run, mapping, deal, list + 1));
    }

    private Read<?> made(Run run, Mapping mapping, String taken) {
        if (taken != null) {
            run.keep(
                    "nameTaken",
                    new NameTakenFault("QuickBooks refuses (6240): the name \"" + taken + "\" exists already"));
            run.keep(BilledCustomer.NAME, BilledCustomer.otherName(run.connection(), run.deal()));
        }
        String request = mapping.json(run);
        gate.pass(
                mapping,
                CustomerGate.contradictions(request, run.deal().intent(), run.get(BilledCustomer.NAME, String.class)));
        run.keep("customerJson", request);
        run.keep(BilledCustomer.ID, PLACEHOLDER);
        return null;
    }
}
