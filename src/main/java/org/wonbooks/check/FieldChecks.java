package org.wonbooks.check;

import java.util.List;
import java.util.Optional;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.FieldList.Field;

/** The deal's fields in Kommo: those that we write, and those that say how it is billed. */
final class FieldChecks {

    private static final List<String> TEXT = List.of("text", "textarea");
    private static final List<String> CHOICE = List.of("select", "radiobutton", "text", "textarea");

    /** The code that the setting has by default. Nobody has to have that field. */
    private static final String TERMS_BY_DEFAULT = "PAYMENT_TERMS";

    private FieldChecks() {}

    static Outcome invoiceId(Facts facts) {
        return written(facts, facts.settings().fields().invoiceId(), TEXT, "invoiceId");
    }

    static Outcome invoiceNumber(Facts facts) {
        return written(facts, facts.settings().fields().invoiceNumber(), TEXT, "invoiceNumber");
    }

    static Outcome invoiceUrl(Facts facts) {
        return written(facts, facts.settings().fields().invoiceUrl(), List.of("url", "text", "textarea"), "invoiceUrl");
    }

    static Outcome paymentDate(Facts facts) {
        return written(facts, facts.settings().fields().paymentDate(), List.of("date", "date_time"), "paymentDate");
    }

    static Outcome paid(Facts facts) {
        return written(facts, facts.settings().fields().paid(), List.of("checkbox"), "paid");
    }

    static Outcome paidAmount(Facts facts) {
        return written(facts, facts.settings().fields().paidAmount(), List.of("numeric", "monetary"), "paidAmount");
    }

    /** They are written by their code alone, so a name or number does not do. */
    private static Outcome written(Facts facts, String code, List<String> types, String setting) {
        Optional<Field> field = facts.fields().stream()
                .filter(candidate -> code.equals(candidate.code()))
                .findFirst();
        if (field.isEmpty()) {
            return Outcome.bad(FieldList.lacks(code), KommoChecks.provision("makes it"));
        }
        return typed(field.get(), types)
                .orElseGet(() -> Outcome.bad(
                        shown(field.get()) + " is of the type " + field.get().type() + ", which can't hold this",
                        "Name another code in the setting fields." + setting + "; provisioning makes the field if it is"
                                + " missing. The type has to be " + String.join(" or ", types) + "."));
    }

    static Outcome termsField(Facts facts) {
        String wanted = facts.settings().invoice().termsField();
        return Optional.of(wanted)
                .flatMap(name -> find(facts, name))
                .map(field -> typed(field, CHOICE)
                        .orElseGet(() -> Outcome.bad(
                                shown(field) + " is of the type " + field.type() + ", which names no terms",
                                "Name another field in the setting invoice.termsField: a select, or a text.")))
                .orElseGet(() -> wanted.equals(TERMS_BY_DEFAULT)
                        ? Outcome.fine("Kommo's deals have no field for payment terms: the usual terms apply")
                        : Outcome.bad(
                                "Kommo's deals have no field \"" + wanted
                                        + "\": the terms that it should give are not seen",
                                "Make the field in Kommo, or name another one in the setting invoice.termsField by its"
                                        + " code, number or name."));
    }

    static Outcome currencyField(Facts facts) {
        return read(facts, facts.settings().invoice().currencyField(), "currencyField");
    }

    static Outcome discountField(Facts facts) {
        return read(facts, facts.settings().invoice().discountField(), "discountField");
    }

    private static Outcome read(Facts facts, String wanted, String setting) {
        if (wanted == null) {
            return Outcome.fine("None is set");
        }
        return find(facts, wanted)
                .map(field -> Outcome.fine(shown(field)))
                .orElseGet(() -> Outcome.bad(
                        "Kommo's deals have no field \"" + wanted + "\"",
                        "Make the field in Kommo, or name another one in the setting invoice." + setting
                                + " by its code, number or name."));
    }

    static Outcome customFields(Facts facts) {
        List<String> missing = facts.settings().invoice().customFields().values().stream()
                .filter(wanted -> find(facts, wanted).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Outcome.fine("All fields that QuickBooks' custom fields show are there")
                : Outcome.bad(
                        "Kommo's deals have no field \"" + String.join("\", \"", missing) + "\"",
                        "Make the field in Kommo, or put the setting invoice.customFields right.");
    }

    /** The field of that code, number or name. */
    static Optional<Field> find(Facts facts, String codeOrIdOrName) {
        return facts.fields().stream().filter(field -> field.is(codeOrIdOrName)).findFirst();
    }

    private static Optional<Outcome> typed(Field field, List<String> types) {
        return types.contains(field.type()) ? Optional.of(Outcome.fine(shown(field))) : Optional.empty();
    }

    private static String shown(Field field) {
        return "Field " + field.id() + ", " + field.name();
    }
}
