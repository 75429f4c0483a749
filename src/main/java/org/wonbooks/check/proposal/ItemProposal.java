package org.wonbooks.check.proposal;

import java.util.List;
import java.util.Optional;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.invoice.Invoice;

/** The item on the line of an invoice: what people bill by, or the only one that it can be. */
final class ItemProposal {

    private static final String SETTING = "invoice.item";

    private final List<ListEntry> forSale;
    private final boolean complete;
    private final Part<List<Invoice>> latest;
    private final List<Choice> choices;

    private ItemProposal(List<ListEntry> forSale, boolean complete, Part<List<Invoice>> latest) {
        this.forSale = forSale;
        this.complete = complete;
        this.latest = latest;
        choices = forSale.stream()
                .map(item ->
                        new Choice(item.id(), item.sku() == null ? item.name() : item.name() + " (" + item.sku() + ")"))
                .toList();
    }

    static Proposal of(BothAccounts accounts, Part<List<Invoice>> latest) {
        if (!accounts.items().isRead()) {
            return Proposal.unread(SETTING, accounts.items());
        }
        List<ListEntry> forSale = accounts.items().found().stream()
                .filter(item -> item.forSale() && item.incomeAccount() != null)
                .toList();
        return new ItemProposal(forSale, accounts.hasAllItems(), latest).proposal();
    }

    private Proposal proposal() {
        if (forSale.isEmpty()) {
            return asked("QuickBooks has no active item that can stand on an invoice: make one there.");
        }
        if (!latest.isRead()) {
            return asked(
                    "The latest invoices could not be read: " + latest.why().detail());
        }
        Typed typed = Typed.items(latest.found());
        return typed.few() ? withoutHabit(typed) : byHabit(typed);
    }

    private Proposal byHabit(Typed typed) {
        List<String> usual = typed.usual();
        Optional<ListEntry> item = usual.size() == 1 ? find(usual.get(0)) : Optional.empty();
        if (item.filter(ItemProposal::isWork).isEmpty()) {
            return asked("The latest " + typed.count() + " invoices are not billed by one item alone.");
        }
        ListEntry found = item.get();
        if (Words.recurring(found.name())) {
            return asked("The latest invoices are billed by \"" + found.name()
                    + "\", which comes again and again: the deals may be something else.");
        }
        return sure(found, "It is on " + typed.with(found.id()) + " of the latest " + typed.count() + " invoices.");
    }

    private Proposal withoutHabit(Typed typed) {
        boolean stock = forSale.stream().anyMatch(item -> !isServiceOrLike(item));
        if (stock || !complete) {
            return asked("The company sells goods, and there are too few invoices to show what deals are billed by.");
        }
        List<ListEntry> work = forSale.stream().filter(ItemProposal::isWork).toList();
        List<ListEntry> own =
                work.stream().filter(item -> !Words.hours(item.name())).toList();
        Optional<ListEntry> only = own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
        boolean certain = only.filter(item -> work.size() == 1 || Words.services(item.name()))
                .filter(item -> typed.all().stream().allMatch(item.id()::equals))
                .isPresent();
        if (!certain) {
            return asked("There are several items, and too few invoices to show what deals are billed by.");
        }
        return sure(
                only.get(),
                work.size() == 1
                        ? "It is the only active item that work can be billed by."
                        : "QuickBooks made it for services, and there is no other one but for hours.");
    }

    private Optional<ListEntry> find(String id) {
        return forSale.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    private static boolean isServiceOrLike(ListEntry item) {
        return item.type() != null && item.type().matches("Service|NonInventory");
    }

    /** Can what is sold be booked by it, as a bookkeeper would? */
    private static boolean isWork(ListEntry item) {
        return isServiceOrLike(item)
                && !Words.besideTheWork(item.name())
                && !Words.oddAccount(item.incomeAccount().name());
    }

    private Proposal sure(ListEntry item, String reason) {
        return Proposal.sure(SETTING, item.id(), reason, choices);
    }

    private Proposal asked(String reason) {
        return Proposal.asked(SETTING, reason, choices);
    }
}
