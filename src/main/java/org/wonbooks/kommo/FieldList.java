package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The custom fields that an account's deals have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FieldList(@JsonProperty("_embedded") Embedded embedded) {

    /** Where Kommo puts the fields of a list. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Field> customFields) {}

    /** One field; not every one has a code. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Field(long id, String code) {}

    /** The codes that are taken. */
    public Set<String> codes() {
        if (embedded == null || embedded.customFields() == null) {
            return Set.of();
        }
        return embedded.customFields().stream()
                .map(Field::code)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
