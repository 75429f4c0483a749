package org.wonbooks.kommo.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.FieldList.Field;

/** A field of the deals that we write. We write by code alone, so a name or number does not do. */
public enum InvoiceField {
    INVOICE_ID("invoiceId", ConnectionSettings.Fields::invoiceId, "text", "textarea"),
    INVOICE_NUMBER("invoiceNumber", ConnectionSettings.Fields::invoiceNumber, "text", "textarea"),
    INVOICE_URL("invoiceUrl", ConnectionSettings.Fields::invoiceUrl, "url", "text", "textarea"),
    PAYMENT_DATE("paymentDate", ConnectionSettings.Fields::paymentDate, "date", "date_time"),
    PAID("paid", ConnectionSettings.Fields::paid, "checkbox"),
    PAID_AMOUNT("paidAmount", ConnectionSettings.Fields::paidAmount, "numeric", "monetary");

    private final String setting;
    private final Function<ConnectionSettings.Fields, String> code;
    private final List<String> types;

    InvoiceField(String setting, Function<ConnectionSettings.Fields, String> code, String... types) {
        this.setting = setting;
        this.code = code;
        this.types = List.of(types);
    }

    /** The one that has this code by the settings. */
    public static Optional<InvoiceField> of(String code, ConnectionSettings.Fields settings) {
        return Stream.of(values())
                .filter(field -> field.code.apply(settings).equals(code))
                .findFirst();
    }

    /** The account's field. Throws the fault that a deal ends with where it can't be written; a check says the same. */
    public Field find(FieldList account, ConnectionSettings.Fields settings) {
        String wanted = code.apply(settings);
        Field found = account.fields().stream()
                .filter(field -> wanted.equals(field.code()))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "Kommo's deals have no field with the code " + wanted + ": no deal can be told of its invoice",
                        "Have it made: press Provision, or POST …/provision, then replay."));
        if (!types.contains(found.type())) {
            throw new PermanentFault(
                    found.shown() + " is of the type " + found.type() + ", which can't hold this",
                    "Name another code in the setting fields." + setting
                            + " and press Provision, which makes the field of" + " the type "
                            + String.join(" or ", types) + ", then replay.");
        }
        return found;
    }
}
