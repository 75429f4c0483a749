package org.wonbooks.check;

import java.util.List;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.kommo.account.FieldList.Option;
import org.wonbooks.quickbooks.company.CompanyList;

/** Payment terms: those that a deal may name, and those that apply where it names none. */
final class TermsChecks {

    private TermsChecks() {}

    /** A select says beforehand what it may say; a text shows with the deal. */
    static Outcome values(Facts facts) {
        List<Option> options = facts.termsOptions();
        List<String> unknown = options.stream()
                .map(option -> facts.settings().invoice().termsCalled(option.code(), option.id(), option.value()))
                .filter(value -> !known(facts, value))
                .toList();
        if (!unknown.isEmpty()) {
            return Outcome.bad(
                    "QuickBooks has no active terms \"" + String.join("\", \"", unknown) + "\"",
                    "Make the terms in QuickBooks (“Settings > All lists > Terms”), rename the values of the field in"
                            + " Kommo, or say in “Settings” (“What terms are called in QuickBooks”) what they are"
                            + " called. Until then a deal that has one of"
                            + " them is not billed.");
        }
        return Outcome.fine(
                options.isEmpty()
                        ? "No terms are given beforehand"
                        : String.join(", ", options.stream().map(Option::value).toList()));
    }

    static Outcome byDefault(Facts facts) {
        String wanted = facts.settings().invoice().defaultTerms();
        if (wanted == null) {
            return Outcome.fine("Where the deal has no terms, the customer's or company's own apply");
        }
        return Outcome.fine(CompanyList.TERMS.find(facts.terms(), wanted).name());
    }

    private static boolean known(Facts facts, String nameOrId) {
        return facts.terms().stream().anyMatch(terms -> terms.is(nameOrId));
    }
}
