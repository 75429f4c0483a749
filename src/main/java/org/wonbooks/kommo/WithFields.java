package org.wonbooks.kommo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Anything in Kommo that has custom fields. */
interface WithFields {

    /** Kommo says null where there are none. */
    List<CustomField> customFieldsValues();

    /** The field's texts, without empty ones, the one marked WORK first. */
    default List<String> texts(String codeOrIdOrName) {
        Stream<CustomField> fields = customFieldsValues() == null ? Stream.empty() : customFieldsValues().stream();
        return fields.filter(field -> field.is(codeOrIdOrName) && field.values() != null)
                .flatMap(field -> field.values().stream())
                .sorted(Comparator.comparing(value -> !"WORK".equals(value.enumCode())))
                .map(CustomField.Value::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
