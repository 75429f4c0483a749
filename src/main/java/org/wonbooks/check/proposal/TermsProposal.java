package org.wonbooks.check.proposal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.connection.ConnectionSettings.Invoice;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.FieldList.Option;
import org.wonbooks.quickbooks.company.ListEntry;

/** Which field of a deal says when it has to be paid, and what its values are called in the books. */
final class TermsProposal {

    private static final String FIELD = "invoice.termsField";
    private static final String MAP = "invoice.termsMap";
    private static final String CODE = Invoice.defaults().termsField();

    private final BothAccounts accounts;
    private final List<ListEntry> terms;

    private TermsProposal(BothAccounts accounts) {
        this.accounts = accounts;
        terms = accounts.terms().found();
    }

    static List<Proposal> of(BothAccounts accounts) {
        for (Part<?> part : List.of(accounts.fields(), accounts.terms())) {
            if (!part.isRead()) {
                return List.of(Proposal.unread(FIELD, part), Proposal.unread(MAP, part));
            }
        }
        return new TermsProposal(accounts).proposals();
    }

    private List<Proposal> proposals() {
        List<Field> fields = accounts.fields().found().stream()
                .filter(DealFields::namesThings)
                .toList();
        List<Choice> choices = DealFields.choices("No field: the customer's or company's usual terms apply", fields);
        List<Field> named = fields.stream().filter(TermsProposal::isOfTerms).toList();
        List<Field> doubtful = fields.stream()
                .filter(field -> !named.contains(field) && mayBeOfTerms(field))
                .toList();
        if (named.isEmpty() && doubtful.isEmpty()) {
            return List.of(
                    Proposal.sure(
                            FIELD,
                            null,
                            "Deals have no field for payment terms: the customer's or company's usual ones apply.",
                            choices),
                    map(Map.of(), "No field, no values."));
        }
        if (named.size() != 1 || !doubtful.isEmpty()) {
            return List.of(
                    Proposal.asked(
                            FIELD,
                            "Several fields may be meant: "
                                    + DealFields.names(Stream.concat(named.stream(), doubtful.stream())
                                            .toList()) + ".",
                            choices),
                    asked(Stream.concat(named.stream(), doubtful.stream())
                            .flatMap(field -> values(field).stream())
                            .distinct()
                            .toList()));
        }
        Field field = named.get(0);
        return List.of(
                Proposal.sure(FIELD, DealFields.key(field), "It is the only field for payment terms.", choices),
                asked(values(field)));
    }

    /** Each value by what it is called in the books; where one is not certain, it is asked. */
    private Proposal asked(List<String> values) {
        Map<String, String> called = new LinkedHashMap<>();
        values.forEach(value -> called.put(value, called(value).orElse(null)));
        List<String> open =
                values.stream().filter(value -> called.get(value) == null).toList();
        if (values.isEmpty()) {
            return new Proposal(
                    MAP,
                    null,
                    false,
                    "Nobody knows yet what people write there. Each has to be the name of terms in QuickBooks.",
                    choices(),
                    called,
                    null);
        }
        return open.isEmpty()
                ? map(called, "Each value is the name of terms in QuickBooks, or says as many days as one of them.")
                : new Proposal(
                        MAP,
                        null,
                        false,
                        "QuickBooks has no terms that certainly are \"" + String.join("\", \"", open) + "\".",
                        choices(),
                        called,
                        null);
    }

    private Proposal map(Map<String, String> called, String reason) {
        return new Proposal(MAP, null, true, reason, choices(), called, null);
    }

    private List<Choice> choices() {
        return terms.stream().map(each -> new Choice(each.name(), each.name())).toList();
    }

    private static boolean isOfTerms(Field field) {
        return CODE.equals(field.code()) || Words.onlyPaymentTerms(field.name());
    }

    /** Terms of whom, or days of what, its name does not say. */
    private boolean mayBeOfTerms(Field field) {
        List<String> values = values(field);
        return Words.paymentTerms(field.name())
                || !Words.otherDays(field.name())
                        && (values.stream().anyMatch(this::isName)
                                || values.size() > 1
                                        && values.stream()
                                                .allMatch(value -> called(value).isPresent()));
    }

    /** What a select may say, or what people have written into a text. */
    private List<String> values(Field field) {
        return field.options().isEmpty()
                ? DealFields.said(accounts, field)
                : field.options().stream()
                        .map(Option::value)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private boolean isName(String value) {
        return value != null && terms.stream().anyMatch(each -> value.equalsIgnoreCase(each.name()));
    }

    /** The name of the terms that a value certainly is. */
    private Optional<String> called(String value) {
        List<ListEntry> same = terms.stream()
                .filter(each -> value.equalsIgnoreCase(each.name()))
                .toList();
        List<ListEntry> found = new ArrayList<>(same);
        if (same.isEmpty()) {
            Words.days(value)
                    .ifPresent(days ->
                            terms.stream().filter(each -> isWithin(each, days)).forEach(found::add));
        }
        return found.size() == 1 ? Optional.of(found.get(0).name()) : Optional.empty();
    }

    private static boolean isWithin(ListEntry terms, int days) {
        return terms.dueDays() != null
                && terms.dueDays().compareTo(BigDecimal.valueOf(days)) == 0
                && !"DATE_DRIVEN".equals(terms.type())
                && (terms.discountPercent() == null || terms.discountPercent().signum() == 0);
    }
}
