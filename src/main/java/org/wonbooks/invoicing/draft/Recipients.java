package org.wonbooks.invoicing.draft;

import java.util.ArrayList;
import java.util.List;
import org.wonbooks.invoicing.Email;
import org.wonbooks.invoicing.draft.InvoiceDraft.PlainDeal;

/**
 * Where an invoice goes, and by which addresses the customer may be known: the accounts department that a deal names
 * gets the invoice, and is not for that the customer.
 *
 * @param invoice where it goes
 * @param emails of who is billed, at most the first
 * @param contactsEmails of a company that has none, at most the first one of the deal's contact
 */
record Recipients(Email.Read invoice, List<String> emails, List<String> contactsEmails) {

    /** What QuickBooks takes for all copies together. */
    private static final int LONGEST_COPIES = 200;

    private static final int MOST_UNREAD = 3;

    static Recipients of(PlainDeal deal, Party billed) {
        Email.Read own = Email.read(billed.emails());
        boolean asksContact = own.usable().isEmpty() && deal.person() != null && billed.equals(deal.company());
        Email.Read contacts = Email.read(asksContact ? deal.person().emails() : List.of());
        Email.Read named = Email.readOnly(deal.emails());
        return new Recipients(named.nothing() ? both(own, contacts) : named, first(own), first(contacts));
    }

    private static Email.Read both(Email.Read own, Email.Read contacts) {
        List<String> unread = new ArrayList<>(own.unread());
        unread.addAll(contacts.unread());
        return new Email.Read(own.usable().isEmpty() ? contacts.usable() : own.usable(), unread);
    }

    private static List<String> first(Email.Read read) {
        return read.usable().stream().limit(1).toList();
    }

    /** The further addresses, in their order, as far as QuickBooks takes them. */
    List<String> copies() {
        List<String> copies = new ArrayList<>();
        int length = 0;
        for (String address : invoice.further()) {
            length += address.length() + (copies.isEmpty() ? 0 : 1);
            if (length > LONGEST_COPIES) {
                break;
            }
            copies.add(address);
        }
        return copies;
    }

    /** The texts that were not read, as far as a note has room for them. */
    List<String> unread() {
        return invoice.unread().stream().distinct().limit(MOST_UNREAD).toList();
    }
}
