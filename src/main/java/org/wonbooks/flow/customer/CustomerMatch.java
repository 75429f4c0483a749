package org.wonbooks.flow.customer;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.quickbooks.invoice.Customer;

/** Which of the customers of an e-mail address is billed: the wrong one would get somebody else's invoice. */
final class CustomerMatch {

    private CustomerMatch() {}

    /**
     * The id of the one that is meant, by the first address that anybody is known by; null: nobody is.
     *
     * @param lets whether a person has said to make a new one where it is not clear
     * @param anothers whether it is known to be somebody else's in Kommo: such a one is never meant
     */
    static String among(List<Customer> found, InvoiceIntent deal, Lets lets, Predicate<Customer> anothers) {
        List<Customer> possible = found.stream().filter(anothers.negate()).toList();
        return deal.emails().isEmpty() ? byContacts(possible, deal, lets) : byOwn(possible, deal, lets);
    }

    /**
     * The id of the one that has the deal's name and is certainly meant: of the same e-mail, made by us for the same
     * party, or for one who is gone from Kommo and whose e-mail was no other; null: there is none. Throws {@link Hold}
     * where that one is billed in another currency.
     *
     * @param orphaned whether whoever it was made for is gone from Kommo
     */
    static String ofName(
            List<Customer> found,
            InvoiceIntent deal,
            Lets lets,
            Predicate<Customer> anothers,
            Predicate<Customer> orphaned) {
        List<Customer> ours = found.stream()
                .filter(anothers.negate())
                .filter(customer -> customer.madeFor(deal.party())
                        || known(List.of(customer), emails(deal)).contains(customer)
                        || orphaned.test(customer)
                                && (!customer.hasEmail() || emails(deal).isEmpty()))
                .toList();
        List<Customer> billable = billable(ours, deal);
        if (billable.isEmpty() && !ours.isEmpty()) {
            Hold.unless(lets, otherCurrency(ours, deal));
        }
        return billable.size() == 1 ? billable.get(0).id() : null;
    }

    /** The addresses that tell who is billed: their own, else their contact's. */
    static List<String> emails(InvoiceIntent deal) {
        return deal.emails().isEmpty() ? deal.contactsEmails() : deal.emails();
    }

    private static String byOwn(List<Customer> found, InvoiceIntent deal, Lets lets) {
        List<Customer> known = known(found, deal.emails());
        List<Customer> billable = billable(known, deal);
        if (billable.size() == 1) {
            return billable.get(0).id();
        }
        String certain = Stream.of(named(billable, deal.customerName()), parents(billable))
                .filter(customers -> customers.size() == 1)
                .map(customers -> customers.get(0).id())
                .findFirst()
                .orElse(null);
        if (certain != null || known.isEmpty()) {
            return certain;
        }
        return newOne(
                lets,
                billable.isEmpty()
                        ? otherCurrency(known, deal)
                        : Reason.of(Cause.SEVERAL_CUSTOMERS, "customers", names(known)));
    }

    /** The contact of a company may have others: only the name tells that its address means this one. */
    private static String byContacts(List<Customer> found, InvoiceIntent deal, Lets lets) {
        List<Customer> known = known(found, deal.contactsEmails());
        List<Customer> same = named(known, deal.customerName());
        List<Customer> billable = billable(same, deal);
        if (billable.size() == 1) {
            return billable.get(0).id();
        }
        if (!same.isEmpty()) {
            return newOne(lets, otherCurrency(same, deal));
        }
        if (known.isEmpty()) {
            return null;
        }
        return newOne(
                lets, Reason.of(Cause.ANOTHERS_EMAIL, "customer", deal.customerName(), "customers", names(known)));
    }

    /** Nobody is meant, if a person has said so. */
    private static String newOne(Lets lets, Reason reason) {
        Hold.unless(lets, reason);
        return null;
    }

    private static List<Customer> known(List<Customer> found, List<String> emails) {
        return emails.stream()
                .map(email -> found.stream()
                        .filter(customer -> customer.activeWithEmail(email))
                        .toList())
                .filter(customers -> !customers.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Customer> billable(List<Customer> customers, InvoiceIntent deal) {
        return customers.stream()
                .filter(customer -> customer.takes(deal.currency()))
                .toList();
    }

    /** All of those who are meant are billed in another currency than the deal's. */
    private static Reason otherCurrency(List<Customer> known, InvoiceIntent deal) {
        return Reason.of(
                Cause.OTHER_CURRENCY,
                "currency",
                deal.currency(),
                "customers",
                names(known),
                "theirs",
                known.get(0).currency().value());
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
