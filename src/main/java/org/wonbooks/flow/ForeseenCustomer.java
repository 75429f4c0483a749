package org.wonbooks.flow;

import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.ledger.Deal;
import org.wonbooks.quickbooks.NameHolders;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.Query;

/** Asks for a preview whether a new customer's name is free, list by list; the flow itself learns it by a refusal. */
@Component("foreseenCustomer")
public class ForeseenCustomer {

    /** The list to begin with; null: QuickBooks can't search for the name. */
    public String firstList(@Variable("deal") Deal deal) {
        return Query.searchable(deal.intent().customerName()) ? NameHolders.LISTS.get(0) : null;
    }

    /** The query for whoever has the name. */
    public Map<String, String> query(@Variable("deal") Deal deal, @Variable("list") String list) {
        return Query.holdersOfName(list, deal.intent().customerName());
    }

    /** What QuickBooks would say of the name; null: it is free, as far as this list goes. */
    public NameTakenFault taken(@Variable("deal") Deal deal, @Body NameHolders holders) {
        String name = deal.intent().customerName();
        return holders.hold(name)
                ? new NameTakenFault("QuickBooks refuses (6240): the name \"" + name + "\" exists already")
                : null;
    }

    /** The next list to ask; null: none. */
    public String nextList(@Variable("list") String list, @Variable("nameTaken") NameTakenFault taken) {
        int next = NameHolders.LISTS.indexOf(list) + 1;
        return taken != null || next == NameHolders.LISTS.size() ? null : NameHolders.LISTS.get(next);
    }
}
