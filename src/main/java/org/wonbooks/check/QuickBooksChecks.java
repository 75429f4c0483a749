package org.wonbooks.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.CompanyList;
import org.wonbooks.quickbooks.company.ListEntry;

/** What the QuickBooks company has to have, and how it keeps its books. */
final class QuickBooksChecks {

    private QuickBooksChecks() {}

    static Outcome access(Facts facts) {
        CompanyInfo company = facts.company();
        return Outcome.fine("Company " + company.name()
                + (company.country() == null ? "" : ", country " + company.country()) + ", number "
                + facts.connection().realmId());
    }

    static Outcome item(Facts facts) {
        ListEntry item =
                CompanyList.ITEM.find(facts.items(), facts.settings().invoice().item());
        return Outcome.fine(item.name() + ", number " + item.id());
    }

    static Outcome createItems(Facts facts) {
        ConnectionSettings.Invoice invoice = facts.settings().invoice();
        if (!invoice.createItems()) {
            return Outcome.fine("No items are made");
        }
        Optional<ListEntry> like =
                facts.items().stream().filter(found -> found.is(invoice.item())).findFirst();
        if (like.isEmpty()) {
            return Outcome.follows("They are made like the usual item, which is missing", "Mend that item first.");
        }
        like.get().requireIncomeAccount();
        return Outcome.fine(
                "A product without an item gets one, made like \"" + like.get().name() + "\"");
    }

    static Outcome trackedClass(Facts facts) {
        return listed(
                CompanyList.CLASS, facts.classes(), facts.settings().invoice().trackedClass());
    }

    static Outcome department(Facts facts) {
        return listed(
                CompanyList.LOCATION,
                facts.departments(),
                facts.settings().invoice().department());
    }

    private static Outcome listed(CompanyList kind, List<ListEntry> things, String wanted) {
        if (wanted == null) {
            return Outcome.fine("None is set");
        }
        ListEntry found = kind.find(things, wanted);
        return Outcome.fine(found.name() + ", number " + found.id());
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
                        "Switch Multicurrency on in QuickBooks (“Account and settings > Advanced > Currency”; it can't"
                                + " be switched off again), or give the Kommo account the currency " + home + ".");
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
                        "Move the closing date in QuickBooks (“Account and settings > Advanced > Accounting > Close the"
                                + " books”).");
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
