package org.wonbooks.kommo.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.FieldList.Field;

/**
 * A field of the deals that we write, in the order in which they are made and checked. We write by code alone, so a
 * name or number does not do.
 */
public enum InvoiceField {
    INVOICE_ID("invoiceId", ConnectionSettings.Fields::invoiceId, "QuickBooks invoice id", "text", "textarea"),
    INVOICE_NUMBER("invoiceNumber", ConnectionSettings.Fields::invoiceNumber, "Invoice number", "text", "textarea"),
    INVOICE_URL("invoiceUrl", ConnectionSettings.Fields::invoiceUrl, "Invoice link", "url", "text", "textarea"),
    PAYMENT_DATE("paymentDate", ConnectionSettings.Fields::paymentDate, "Payment date", "date", "date_time"),
    PAID("paid", ConnectionSettings.Fields::paid, "Paid", "checkbox"),
    PAID_AMOUNT("paidAmount", ConnectionSettings.Fields::paidAmount, "Paid amount", "numeric", "monetary");

    private final String setting;
    private final Function<ConnectionSettings.Fields, String> code;
    private final String title;
    private final List<String> types;

    /** @param types that can hold it; a field that we make is of the first one */
    InvoiceField(String setting, Function<ConnectionSettings.Fields, String> code, String title, String... types) {
        this.setting = setting;
        this.code = code;
        this.title = title;
        this.types = List.of(types);
    }

    /** The setting that says its code. */
    public String setting() {
        return "fields." + setting;
    }

    /** Its code by the settings. */
    public String code(ConnectionSettings.Fields settings) {
        return code.apply(settings);
    }

    /** What people see of it where we make it. */
    public String title() {
        return title;
    }

    /** Of which type we make it. */
    public String type() {
        return types.get(0);
    }

    /** The one that has this code by the settings. */
    public static Optional<InvoiceField> of(String code, ConnectionSettings.Fields settings) {
        return Stream.of(values())
                .filter(field -> field.code(settings).equals(code))
                .findFirst();
    }

    /** The account's field. Throws the fault that a deal ends with where it can't be written; a check says the same. */
    public Field find(FieldList account, ConnectionSettings.Fields settings) {
        String wanted = code(settings);
        Field found = account.fields().stream()
                .filter(field -> wanted.equals(field.code()))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "Kommo's deals have no field with the code " + wanted + ": no deal can be told of its invoice",
                        "Have it made: press Provision, or POST …/provision, then replay."));
        if (!types.contains(found.type())) {
            throw new PermanentFault(
                    found.shown() + " is of the type " + found.type() + ", which can't hold this",
                    "Name another code in the setting " + setting()
                            + " and press Provision, which makes the field of the type "
                            + String.join(" or ", types) + ", then replay.");
        }
        return found;
    }
}
