package org.wonbooks.check;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.wonbooks.quickbooks.CompanyInfo;
import org.wonbooks.quickbooks.Named;
import org.wonbooks.quickbooks.Preferences;

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

    static Outcome tax(Facts facts) {
        Preferences.Taxes taxes = facts.preferences().taxes();
        if (!taxes.used()) {
            return Outcome.fine("The company charges no sales tax");
        }
        if (taxes.automated()) {
            return Outcome.fine("QuickBooks finds the tax by the addresses: where the item is taxed, an invoice is over"
                    + " more than the deal's amount");
        }
        return Outcome.bad(
                "QuickBooks wants a tax code on each line of this company's invoices, and none is set",
                "Name one of QuickBooks' tax codes in the setting invoice.taxCode.");
    }

    /** An invoice is in the customer's currency, which in a company of one currency is that one. */
    static Outcome currency(Facts facts) {
        String home = facts.preferences().homeCurrency();
        String deals = facts.account().currency();
        if (home == null || deals == null || home.equalsIgnoreCase(deals)) {
            return Outcome.fine("Deals and books are in " + Objects.requireNonNullElse(deals, home));
        }
        String found = "Deals are in " + deals + ", the books in " + home;
        return facts.preferences().currencies().several()
                ? Outcome.fine(found + ", with several currencies")
                : Outcome.bad(
                        found + " alone",
                        "Switch Multicurrency on in QuickBooks (Account and settings > Advanced > Currency; it can't be"
                                + " switched off again), or give the Kommo account the currency " + home + ".");
    }

    static Outcome numbering(Facts facts) {
        return facts.preferences().salesForms().customNumbers()
                ? Outcome.bad(
                        "The company numbers its invoices by hand: those of Wonbooks would have no number",
                        "Switch Custom transaction numbers off in QuickBooks (Account and settings > Sales > Sales form"
                                + " content).")
                : Outcome.fine("QuickBooks numbers the invoices");
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
