package org.wonbooks.kommo.lead;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An address of a contact or company, as far as it was given; what was not is null. Kommo has a field type of several
 * parts for it ({@code smart_address}), and texts: the field {@code ADDRESS} of companies and {@code streetaddress}.
 */
public record Address(String line1, String line2, String city, String state, String postalCode, String country) {

    private static final String STRUCTURED = "smart_address";
    private static final String TEXT = "streetaddress";

    /** The first address among the fields, or null. */
    static Address of(List<CustomField> fields) {
        if (fields == null) {
            return null;
        }
        return fields.stream()
                .filter(field -> field.values() != null && STRUCTURED.equals(field.fieldType()))
                .map(Address::structured)
                .findFirst()
                .or(() -> fields.stream()
                        .filter(field ->
                                field.values() != null && (TEXT.equals(field.fieldType()) || field.is("ADDRESS")))
                        .flatMap(field -> field.values().stream())
                        .map(CustomField.Value::text)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new Address(text, null, null, null, null, null))
                        .findFirst())
                .orElse(null);
    }

    private static Address structured(CustomField field) {
        Map<String, String> parts = field.values().stream()
                .filter(part -> part.enumCode() != null && !part.text().isEmpty())
                .collect(Collectors.toMap(
                        CustomField.Value::enumCode, CustomField.Value::text, (first, other) -> first));
        return new Address(
                parts.get("address_line_1"),
                parts.get("address_line_2"),
                parts.get("city"),
                parts.get("state"),
                parts.get("zip"),
                parts.get("country"));
    }
}
