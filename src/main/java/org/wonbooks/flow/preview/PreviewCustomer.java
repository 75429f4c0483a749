package org.wonbooks.flow.preview;

import org.apache.camel.Exchange;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.query.Query;

/**
 * Who would be billed.
 *
 * @param id in QuickBooks, or what stands in its place; null: it was not found out
 * @param name null when QuickBooks has no such customer any more
 * @param made it would be made
 * @param active it can be billed
 * @param words how it was found
 */
record PreviewCustomer(String id, String name, boolean made, boolean active, String words) {

    static PreviewCustomer of(Exchange run, Deal deal, boolean linked) {
        String id = run.getVariable("customerId", String.class);
        String name = run.getVariable("customerName", String.class);
        if (id == null || !deal.frozen()) {
            return new PreviewCustomer(null, name, false, false, null);
        }
        if (run.getVariable("customerJson") != null) {
            return new PreviewCustomer(id, name, true, true, "the new customer \"" + name + "\"" + taken(run, deal));
        }
        Customer customer = run.getVariable("customer", Customer.class);
        String found = linked || deal.customerId() != null
                ? "known from an earlier deal of " + deal.intent().party()
                : name == null
                        ? "found by the e-mail " + deal.intent().ownEmail()
                        : "found by its name, of the same e-mail or made by Wonbooks before";
        return new PreviewCustomer(
                id,
                customer == null ? null : customer.displayName(),
                false,
                customer != null && !Boolean.FALSE.equals(customer.active()),
                "customer " + id + (customer == null ? "" : " \"" + customer.displayName() + "\"") + ", " + found);
    }

    private static String taken(Exchange run, Deal deal) {
        String wanted = deal.intent().customerName();
        if (run.getVariable("nameTaken", NameTakenFault.class) != null) {
            return ", since somebody is called \"" + wanted + "\" already";
        }
        return Query.searchable(wanted)
                ? ""
                : ", if nobody is called so: QuickBooks can't be asked, and a name that is taken gets its Kommo number";
    }
}
