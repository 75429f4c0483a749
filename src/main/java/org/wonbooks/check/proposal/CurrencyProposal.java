package org.wonbooks.check.proposal;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.FieldList.Option;
import org.wonbooks.quickbooks.company.Preferences;

/** Which field of a deal says its currency, where not all are in the account's. */
final class CurrencyProposal {

    private static final String SETTING = "invoice.currencyField";

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final BothAccounts accounts;
    private final List<Field> named;
    private final List<Field> doubtful;
    private final List<Choice> choices;

    private CurrencyProposal(BothAccounts accounts) {
        this.accounts = accounts;
        List<Field> fields = accounts.fields().found().stream()
                .filter(DealFields::namesThings)
                .toList();
        named = fields.stream()
                .filter(field -> Words.onlyCurrency(field.name()))
                .toList();
        doubtful = fields.stream()
                .filter(field -> !named.contains(field))
                .filter(field -> Words.currency(field.name())
                        || Words.currency(field.code())
                        || field.options().size() > 1 && isOfCodes(field))
                .toList();
        choices = DealFields.choices(
                "No field: all deals are in " + accounts.account().found().currency(), fields);
    }

    static Proposal of(BothAccounts accounts) {
        for (Part<?> part : List.of(accounts.account(), accounts.preferences(), accounts.fields())) {
            if (!part.isRead()) {
                return Proposal.unread(SETTING, part);
            }
        }
        return new CurrencyProposal(accounts).proposal();
    }

    private Proposal proposal() {
        Preferences preferences = accounts.preferences().found();
        String kommo = accounts.account().found().currency();
        String home = preferences.homeCurrency();
        boolean several = preferences.currencies().several();
        if (kommo == null || !kommo.equals(home)) {
            return asked("Kommo's amounts are in " + kommo + ", and the books are kept in " + home
                    + (several
                            ? ": say what your deals are in."
                            : ". Such deals can't be billed: turn on multicurrency in QuickBooks, or set Kommo's"
                                    + " currency right."));
        }
        if (named.isEmpty() && doubtful.isEmpty()) {
            return Proposal.sure(SETTING, null, "Kommo's amounts and the books are both in " + home + ".", choices);
        }
        if (several && named.size() == 1 && doubtful.isEmpty() && isClear(named.get(0))) {
            return Proposal.sure(
                    SETTING,
                    DealFields.key(named.get(0)),
                    "It is the only field for it, and says currency codes.",
                    choices);
        }
        List<Field> all = Stream.concat(named.stream(), doubtful.stream()).toList();
        return asked(
                several
                        ? "It is not certain that deals say their currency in " + DealFields.names(all) + "."
                        : "Deals have a field " + DealFields.names(all) + ", and QuickBooks keeps the books in " + home
                                + " alone: a deal in another currency can't be billed.");
    }

    private boolean isClear(Field field) {
        List<String> said = DealFields.said(accounts, field);
        return field.options().isEmpty()
                ? !said.isEmpty() && said.stream().allMatch(CurrencyProposal::isCode)
                : isOfCodes(field);
    }

    private static boolean isOfCodes(Field field) {
        return field.options().stream().map(Option::value).allMatch(CurrencyProposal::isCode);
    }

    private static boolean isCode(String text) {
        return text != null && CODES.contains(text.strip().toUpperCase(Locale.ROOT));
    }

    private Proposal asked(String reason) {
        return Proposal.asked(SETTING, reason, choices);
    }
}
