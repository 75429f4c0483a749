package org.wonbooks.kommo.lead;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings.Invoice;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.account.FieldList.Field;

/** A field of the deals that says how they are billed, by its code, number or name. */
public enum BillingField {
    TERMS("Field with the payment terms", invoice -> one(invoice.termsField())),
    CURRENCY("Field with the currency", invoice -> one(invoice.currencyField())),
    DISCOUNT(
            "Field with a discount",
            invoice -> invoice.lines() == Lines.PRODUCTS ? one(invoice.discountField()) : List.of()),
    EMAIL("Field with the address of who pays", invoice -> one(invoice.emailField())),
    DATE("Field with the invoice date", invoice -> one(invoice.dateField())),
    CUSTOM("Custom fields of the invoice", invoice -> invoice.customFields().values());

    /** The code that the setting has by default. Nobody has to have that field. */
    private static final String TERMS_BY_DEFAULT = "PAYMENT_TERMS";

    /** What the form of settings calls it. */
    private final String label;

    private final Function<Invoice, Collection<String>> names;

    BillingField(String label, Function<Invoice, Collection<String>> names) {
        this.label = label;
        this.names = names;
    }

    private static List<String> one(String name) {
        return Optional.ofNullable(name).stream().toList();
    }

    /** What the settings call it; none where nothing is read. */
    public Collection<String> names(Invoice settings) {
        return names.apply(settings);
    }

    /** Where a deal says nothing, the field may be empty or gone, which looks alike: is one of these gone? */
    public static boolean anyGone(FieldList account, Invoice settings, Lead lead) {
        return Stream.of(values()).anyMatch(field -> field.silent(settings, lead)
                .anyMatch(name -> account == null || account.find(name).isEmpty()));
    }

    /** Throws where one is gone. */
    public static void requireAll(FieldList account, Invoice settings, Lead lead) {
        Stream.of(values()).forEach(field -> field.silent(settings, lead).forEach(name -> field.find(account, name)));
    }

    private Stream<String> silent(Invoice settings, Lead lead) {
        return names(settings).stream()
                .filter(name -> !name.equals(TERMS_BY_DEFAULT))
                .filter(name -> lead.values(name).isEmpty());
    }

    /**
     * The account's field; empty where there is none and need not be. Throws the fault that a deal ends with where it
     * has to be there; a check says the same.
     */
    public Optional<Field> find(FieldList account, String name) {
        Optional<Field> found = account.find(name);
        if (found.isEmpty() && !name.equals(TERMS_BY_DEFAULT)) {
            throw new PermanentFault(
                    "Kommo's deals have no field \"" + name + "\"",
                    "Make the field in Kommo, or choose another one in “Settings” (“" + label + "”), then press “Try"
                            + " again”.");
        }
        return found;
    }
}
