package org.wonbooks.flow;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.InvoiceIntent;
import org.wonbooks.quickbooks.Customer;

/** Which of the customers of an e-mail address is billed: the wrong one would get somebody else's invoice. */
final class MeantCustomer {

    private MeantCustomer() {}

    /**
     * The id of the one that is meant, by the first address that anybody is known by; null: nobody is.
     *
     * @param approved a person has said to make a new one where it is not clear
     */
    static String among(List<Customer> found, InvoiceIntent deal, boolean approved) {
        List<Customer> known = deal.emails().stream()
                .map(email -> found.stream()
                        .filter(customer -> customer.activeWithEmail(email))
                        .toList())
                .filter(customers -> !customers.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Customer> billable = known.stream()
                .filter(customer -> customer.takes(deal.currency()))
                .toList();
        if (billable.size() == 1) {
            return billable.get(0).id();
        }
        String certain = Stream.of(named(billable, deal.customerName()), parents(billable))
                .filter(customers -> customers.size() == 1)
                .map(customers -> customers.get(0).id())
                .findFirst()
                .orElse(null);
        if (certain != null || known.isEmpty() || approved) {
            return certain;
        }
        throw billable.isEmpty()
                ? otherCurrency(known, deal)
                : new Hold("QuickBooks has several customers of the deal's e-mail address (" + names(known)
                        + "): leave it to one of them and reconcile the deal, or approve it to have a new one made");
    }

    /** All of those who are meant are billed in another currency than the deal's. */
    static Hold otherCurrency(List<Customer> known, InvoiceIntent deal) {
        return new Hold(
                "The deal is in " + deal.currency() + ", and QuickBooks bills " + names(known) + " in "
                        + known.get(0).currency().value()
                        + ": put the deal's currency right and reconcile the deal, or approve it to have a customer of its own made");
    }

    private static String names(List<Customer> customers) {
        return customers.stream().map(Customer::displayName).sorted().collect(Collectors.joining(", "));
    }

    private static List<Customer> named(List<Customer> customers, String name) {
        return customers.stream()
                .filter(customer -> name.equalsIgnoreCase(customer.displayName()))
                .toList();
    }

    /** A sub-customer, or project, is billed only by whoever names it. */
    private static List<Customer> parents(List<Customer> customers) {
        return customers.stream().filter(customer -> customer.parent() == null).toList();
    }
}
