package org.wonbooks.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonbooks.check.fact.Area;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.connection.CardFields.CardField;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.lead.BillingField;

/** The deal's fields in Kommo: those that we write, and those that say how it is billed. */
final class FieldChecks {

    private static final List<String> CHOICE = List.of("select", "radiobutton", "text", "textarea");

    private static final List<String> DATE = List.of("date", "date_time", "text");

    private FieldChecks() {}

    /** One for each field that we write. */
    static List<Check> written() {
        return Stream.of(CardField.values())
                .map(field -> Check.of(field.setting(), facts -> written(facts, field), Area.FIELDS))
                .toList();
    }

    private static Outcome written(Facts facts, CardField field) {
        String code = field.code(facts.settings().fields());
        if (facts.connection().inShadow() && !facts.fields().codes().contains(code)) {
            return Outcome.follows("Kommo's deals have no field with the code " + code + " yet", KommoChecks.WHEN_LIVE);
        }
        return Outcome.fine(
                facts.fields().written(field, facts.settings().fields()).shown());
    }

    static Outcome termsField(Facts facts) {
        String wanted = facts.settings().invoice().termsField();
        return BillingField.TERMS
                .find(facts.fields(), wanted)
                .map(FieldChecks::choice)
                .orElseGet(() -> Outcome.fine("Kommo's deals have no field for payment terms: the usual terms apply"));
    }

    private static Outcome choice(Field field) {
        return CHOICE.contains(field.type())
                ? Outcome.fine(field.shown())
                : Outcome.bad(
                        field.shown() + " is of the type " + field.type() + ", which names no terms",
                        "Choose another field in “Settings” (“Field with the payment terms”): a select, or a text.");
    }

    static Outcome dateField(Facts facts) {
        String wanted = facts.settings().invoice().dateField();
        Optional<Field> other = Optional.ofNullable(wanted)
                .flatMap(name -> BillingField.DATE.find(facts.fields(), name))
                .filter(field -> !DATE.contains(field.type()));
        return other.map(field -> Outcome.bad(
                        field.shown() + " is of the type " + field.type() + ", which is no date",
                        "Choose another field in “Settings” (“Field with the invoice date”): a date."))
                .orElseGet(() -> read(facts, BillingField.DATE));
    }

    static Outcome read(Facts facts, BillingField field) {
        Collection<String> names = field.names(facts.settings().invoice());
        List<String> shown = names.stream()
                .flatMap(name -> field.find(facts.fields(), name).stream())
                .map(Field::shown)
                .toList();
        return Outcome.fine(shown.isEmpty() ? "None is used" : String.join("; ", shown));
    }
}
