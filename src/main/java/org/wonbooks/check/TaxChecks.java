package org.wonbooks.check;

import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.quickbooks.company.LineTax;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;

/** How an invoice's lines are taxed: by QuickBooks itself in the US, by a code elsewhere. */
final class TaxChecks {

    private TaxChecks() {}

    static Outcome code(Facts facts) {
        Preferences.Taxes taxes = facts.preferences().taxes();
        String wanted = facts.settings().invoice().taxCode();
        if (!taxes.used()) {
            return Outcome.fine("The company charges no sales tax");
        }
        if (taxes.automated()) {
            LineTax.automated(wanted);
            return Outcome.fine("QuickBooks finds the tax by the addresses: where the item is taxed, an invoice is over"
                    + " more than the deal's amount");
        }
        LineTax.requireSet(wanted);
        TaxCode code = LineTax.coded(wanted, facts.taxCodes());
        return Outcome.fine(code.name() + ", number " + code.id());
    }

    static Outcome inclusive(Facts facts) {
        Preferences.Taxes taxes = facts.preferences().taxes();
        if (!facts.settings().invoice().taxInclusive()) {
            return Outcome.fine("The deals' amounts are without tax");
        }
        if (taxes.used() && taxes.automated()) {
            LineTax.requireExclusive(facts.settings().invoice().taxCode(), true);
        }
        return Outcome.fine("The deals' amounts have the tax in them");
    }
}
