package org.wonbooks.kommo.lead;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Anything in Kommo that has custom fields. */
interface WithFields {

    /** Kommo says null where there are none. */
    List<CustomField> customFieldsValues();

    /** The field's values, without empty ones, the one marked WORK first. */
    default List<CustomField.Value> values(String codeOrIdOrName) {
        return fields().filter(field -> field.is(codeOrIdOrName))
                .flatMap(field -> field.values().stream())
                .sorted(Comparator.comparing(value -> !"WORK".equals(value.enumCode())))
                .filter(value -> !value.text().isEmpty())
                .toList();
    }

    /** The field's texts, without empty ones, the one marked WORK first. */
    default List<String> texts(String codeOrIdOrName) {
        return values(codeOrIdOrName).stream().map(CustomField.Value::text).toList();
    }

    /** The text of every field, by its code, or by its id where it has none; of several values the first. */
    default Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields().forEach(field -> field.values().stream()
                .map(CustomField.Value::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .ifPresent(text -> texts.putIfAbsent(field.key(), text)));
        return texts;
    }

    private Stream<CustomField> fields() {
        Stream<CustomField> fields = customFieldsValues() == null ? Stream.empty() : customFieldsValues().stream();
        return fields.filter(field -> field.values() != null);
    }
}
