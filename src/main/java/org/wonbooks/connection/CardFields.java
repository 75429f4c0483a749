package org.wonbooks.connection;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Codes of the fields on a deal's card in Kommo that we write. We write by code alone, so a name or number does not do.
 * Nothing else lists them: a new one is a component, its default and its {@link CardField}.
 */
public record CardFields(
        String invoiceId, String invoiceNumber, String invoiceUrl, String paymentDate, String paid, String paidAmount) {

    public CardFields {
        invoiceId = invoiceId == null ? "QB_INVOICE_ID" : invoiceId;
        invoiceNumber = invoiceNumber == null ? "QB_INVOICE_NUMBER" : invoiceNumber;
        invoiceUrl = invoiceUrl == null ? "QB_INVOICE_URL" : invoiceUrl;
        paymentDate = paymentDate == null ? "QB_PAYMENT_DATE" : paymentDate;
        paid = paid == null ? "QB_PAID" : paid;
        paidAmount = paidAmount == null ? "QB_PAID_AMOUNT" : paidAmount;
    }

    /** Everything at its default. */
    static CardFields defaults() {
        return new CardFields(null, null, null, null, null, null);
    }

    /** The field that has this code. */
    public Optional<CardField> called(String code) {
        return Stream.of(CardField.values())
                .filter(field -> field.code(this).equals(code))
                .findFirst();
    }

    /** One of them, in the order in which they are made and checked. */
    public enum CardField {
        INVOICE_ID("invoiceId", CardFields::invoiceId, "QuickBooks invoice id", "text", "textarea"),
        INVOICE_NUMBER("invoiceNumber", CardFields::invoiceNumber, "Invoice number", "text", "textarea"),
        INVOICE_URL("invoiceUrl", CardFields::invoiceUrl, "Invoice link", "url", "text", "textarea"),
        PAYMENT_DATE("paymentDate", CardFields::paymentDate, "Payment date", "date", "date_time"),
        PAID("paid", CardFields::paid, "Paid", "checkbox"),
        PAID_AMOUNT("paidAmount", CardFields::paidAmount, "Paid amount", "numeric", "monetary");

        private final String setting;
        private final Function<CardFields, String> code;
        private final String title;
        private final List<String> types;

        CardField(String setting, Function<CardFields, String> code, String title, String... types) {
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
        public String code(CardFields settings) {
            return code.apply(settings);
        }

        /** What people see of it where we make it. */
        public String title() {
            return title;
        }

        /** The types that can hold it; where we make it, it is of the first one. */
        public List<String> types() {
            return types;
        }
    }
}
