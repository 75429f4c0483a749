package org.wonbooks.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wonbooks.quickbooks.CompanyInfo;
import org.wonbooks.quickbooks.Named;

/** What the QuickBooks company has to have, and how it keeps its books. */
final class QuickBooksChecks {

    private static final String DELETED = " (deleted)";

    private QuickBooksChecks() {}

    static Outcome access(Facts facts) {
        CompanyInfo company = facts.company();
        return Outcome.fine("Company " + company.name()
                + (company.country() == null ? "" : ", country " + company.country()) + ", number "
                + facts.connection().realmId());
    }

    static Outcome item(Facts facts) {
        String wanted = facts.settings().invoice().item();
        Optional<Named> item = facts.items().stream()
                .filter(found -> !Boolean.FALSE.equals(found.active()))
                .filter(found -> wanted.equals(found.id()) || wanted.equalsIgnoreCase(found.name()))
                .findFirst();
        if (item.isPresent()) {
            return Outcome.fine(item.get().name() + ", number " + item.get().id());
        }
        boolean inactive = facts.items().stream()
                .anyMatch(found -> wanted.equals(found.id()) || (wanted + DELETED).equalsIgnoreCase(found.name()));
        return Outcome.bad(
                "QuickBooks has no active item \"" + wanted + "\"" + (inactive ? ": it was made inactive" : ""),
                (inactive ? "Make it active again" : "Make the item")
                        + " in QuickBooks (Sales > Products and services), or name another one in the setting"
                        + " invoice.item.");
    }

    static Outcome trackedClass(Facts facts) {
        return listed(facts.classes(), facts.settings().invoice().trackedClass(), "class", "All lists > Classes");
    }

    static Outcome department(Facts facts) {
        return listed(
                facts.departments(), facts.settings().invoice().department(), "location", "All lists > Locations");
    }

    /** @param place where in QuickBooks the list is */
    private static Outcome listed(List<Named> things, String wanted, String kind, String place) {
        if (wanted == null) {
            return Outcome.fine("None is set");
        }
        return things.stream()
                .filter(thing -> thing.is(wanted))
                .findFirst()
                .map(thing -> Outcome.fine(thing.name() + ", number " + thing.id()))
                .orElseGet(() -> Outcome.bad(
                        "QuickBooks has no active " + kind + " \"" + wanted + "\"",
                        "Make the " + kind + " in QuickBooks (Settings > " + place + "), or put the setting invoice."
                                + (kind.equals("class") ? kind : "department") + " right."));
    }

    /** An invoice is in the customer's currency, which in a company of one currency is that one. */
    static Outcome currency(Facts facts) {
        String home = facts.preferences().homeCurrency();
        String deals = facts.account().currency();
        if (home == null || deals == null || home.equalsIgnoreCase(deals)) {
            return Outcome.fine("Deals and books are in " + Objects.requireNonNullElse(deals, home));
        }
        return facts.preferences().currencies().several()
                ? Outcome.fine("Deals are in " + deals + ", the books in " + home + ", with several currencies")
                : Outcome.bad(
                        "The deal is in " + deals + ", and QuickBooks keeps the company's books in " + home + " alone",
                        "Switch Multicurrency on in QuickBooks (Account and settings > Advanced > Currency; it can't be"
                                + " switched off again), or give the Kommo account the currency " + home + ".");
    }

    static Outcome numbering(Facts facts) {
        return Outcome.fine(
                facts.preferences().salesForms().customNumbers()
                        ? "The company numbers its invoices by hand: Wonbooks asks for its next number"
                        : "QuickBooks numbers the invoices");
    }

    static Outcome closedBooks(Facts facts) {
        LocalDate closed = facts.preferences().accounting().closedUntil();
        if (closed == null) {
            return Outcome.fine("The books are open");
        }
        LocalDate today = LocalDate.ofInstant(facts.now(), facts.zone());
        return closed.isBefore(today)
                ? Outcome.fine("The books are closed up to " + closed)
                : Outcome.bad(
                        "The books are closed up to " + closed + ", and an invoice of today, " + today + ", is refused",
                        "Move the closing date in QuickBooks (Account and settings > Advanced > Accounting > Close the"
                                + " books).");
    }

    /** Whether the company has QuickBooks Payments no call says. */
    static Outcome send(Facts facts) {
        String link =
                "A payment link is there only if the company has QuickBooks Payments; the note on the deal has it.";
        return facts.settings().invoice().send()
                ? Outcome.fine(
                        "QuickBooks emails each invoice to the deal's contact, if that has an e-mail address", link)
                : Outcome.fine("Invoices are made and not emailed", link);
    }
}
