package org.wonbooks.check.proposal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.invoice.Invoice;

/** The tax code of each line, where the company needs one. */
final class TaxProposal {

    private static final String SETTING = "invoice.taxCode";

    /**
     * Where a company has several rates, so many invoices with one of them show that the others are for other cases.
     */
    private static final int MANY = 10;

    private final BothAccounts accounts;
    private final List<TaxCode> codes;
    private final List<Choice> choices;

    private TaxProposal(BothAccounts accounts) {
        this.accounts = accounts;
        codes = accounts.taxCodes().found();
        choices = codes.stream().map(code -> new Choice(code.id(), label(code))).toList();
    }

    static Proposal of(BothAccounts accounts, Part<List<Invoice>> latest) {
        if (!accounts.preferences().isRead()) {
            return Proposal.unread(SETTING, accounts.preferences());
        }
        if (!accounts.preferences().found().taxes().used()) {
            return Proposal.sure(
                    SETTING, null, "The company charges no sales tax.", List.of(new Choice("", "None is needed")));
        }
        if (accounts.preferences().found().taxes().automated()) {
            return Proposal.sure(
                    SETTING,
                    null,
                    "QuickBooks finds the sales tax by itself.",
                    List.of(
                            new Choice("", "As QuickBooks finds it"),
                            new Choice("TAX", "Taxed, whatever the item says"),
                            new Choice("NON", "Not taxed, whatever the item says")));
        }
        for (Part<?> part : List.of(accounts.taxCodes(), accounts.taxRates())) {
            if (!part.isRead()) {
                return Proposal.unread(SETTING, part);
            }
        }
        return new TaxProposal(accounts).coded(latest);
    }

    private Proposal coded(Part<List<Invoice>> latest) {
        String country = accounts.company().map(CompanyInfo::country, null);
        if (country == null || country.equals("US")) {
            return asked("The company finds its sales tax by hand, and only you know what is taxed.");
        }
        if (!latest.isRead()) {
            return asked(
                    "The latest invoices could not be read: " + latest.why().detail());
        }
        Typed typed = Typed.taxCodes(latest.found());
        List<TaxCode> taking =
                codes.stream().filter(code -> percent(code).signum() > 0).toList();
        int enough = taking.size() > 1 ? MANY : Typed.FEW;
        Set<String> used = typed.all();
        if (used.size() == 1 && typed.count() >= enough) {
            return find(used.iterator().next())
                    .map(code -> sure(code, "It is on each of the latest " + typed.count() + " invoices."))
                    .orElseGet(() -> asked("The latest invoices have a tax code that is no longer active."));
        }
        boolean only = taking.size() == 1
                && codes.stream()
                        .allMatch(code -> code.isKnown(accounts.taxRates().found()))
                && used.stream().allMatch(taking.get(0).id()::equals)
                && dealsAreInHomeCurrency();
        return only
                ? sure(taking.get(0), "It is the only active code that takes a tax.")
                : asked("The company has several tax codes, and only you know by which of them deals are taxed.");
    }

    /** What is sold abroad may be taxed otherwise. */
    private boolean dealsAreInHomeCurrency() {
        return accounts.account()
                .map(
                        account -> account.currency() != null
                                && account.currency()
                                        .equals(accounts.preferences().found().homeCurrency()),
                        false);
    }

    private Optional<TaxCode> find(String id) {
        return codes.stream().filter(code -> code.id().equals(id)).findFirst();
    }

    private BigDecimal percent(TaxCode code) {
        return code.percent(accounts.taxRates().found());
    }

    private String label(TaxCode code) {
        return code.isKnown(accounts.taxRates().found())
                ? code.name() + ": " + percent(code).stripTrailingZeros().toPlainString() + " %"
                : code.name();
    }

    private Proposal sure(TaxCode code, String reason) {
        return Proposal.sure(SETTING, code.id(), reason, choices);
    }

    private Proposal asked(String reason) {
        return Proposal.asked(SETTING, reason, choices);
    }
}
