package org.wonbooks.check;

import java.util.Locale;
import java.util.stream.Collectors;
import org.wonbooks.quickbooks.Preferences;
import org.wonbooks.quickbooks.TaxCode;

/** How an invoice's lines are taxed: by QuickBooks itself in the US, by a code elsewhere. */
final class TaxChecks {

    private TaxChecks() {}

    /** Does the company want a code on each line? False where its settings were not read. */
    static boolean byCode(Facts facts) {
        return facts.reading().has(Area.PREFERENCES)
                && facts.preferences().taxes().byCode();
    }

    static Outcome code(Facts facts) {
        Preferences.Taxes taxes = facts.preferences().taxes();
        String wanted = facts.settings().invoice().taxCode();
        if (!taxes.used()) {
            return Outcome.fine("The company charges no sales tax");
        }
        if (taxes.automated()) {
            return wanted == null || wanted.toUpperCase(Locale.ROOT).matches("TAX|NON")
                    ? Outcome.fine("QuickBooks finds the tax by the addresses: where the item is taxed, an invoice is"
                            + " over more than the deal's amount")
                    : Outcome.bad(
                            "QuickBooks computes this company's sales tax by itself and knows no tax code \"" + wanted
                                    + "\"",
                            "Set invoice.taxCode to TAX or NON, or take it out.");
        }
        if (wanted == null) {
            return Outcome.bad(
                    "QuickBooks wants a tax code on each line of this company's invoices, and none is set",
                    "Name one of QuickBooks' tax codes in the setting invoice.taxCode.");
        }
        return facts.taxCodes().stream()
                .filter(each -> each.is(wanted))
                .findFirst()
                .map(each -> Outcome.fine(each.name() + ", number " + each.id()))
                .orElseGet(() -> Outcome.bad(
                        "QuickBooks has no active tax code \"" + wanted + "\"; it has "
                                + facts.taxCodes().stream()
                                        .map(TaxCode::name)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        "Name one of them in the setting invoice.taxCode."));
    }

    static Outcome inclusive(Facts facts) {
        Preferences.Taxes taxes = facts.preferences().taxes();
        boolean added = taxes.used()
                && taxes.automated()
                && !"NON".equalsIgnoreCase(facts.settings().invoice().taxCode());
        if (!facts.settings().invoice().taxInclusive()) {
            return Outcome.fine("The deals' amounts are without tax");
        }
        return added
                ? Outcome.bad(
                        "The deal's amount is said to have the tax in it, and QuickBooks adds the sales tax of a company in"
                                + " the US to it",
                        "Take the setting invoice.taxInclusive out.")
                : Outcome.fine("The deals' amounts have the tax in them");
    }
}
