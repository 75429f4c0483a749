package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** A custom field's values on a lead, contact or company. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CustomField(Long fieldId, String fieldCode, String fieldName, String fieldType, List<Value> values) {

    /**
     * One value; a select's has a code beside its text, an e-mail's says which one it is (WORK, PRIV), in older
     * accounts as {@code enum}.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Value(Object value, Long enumId, @JsonAlias("enum") String enumCode) {

        /** The value as text; empty when there is none. */
        public String text() {
            return value == null ? "" : value.toString().strip();
        }
    }

    /** The name that other things know it by: its code, or its number where it has none. */
    String key() {
        return fieldCode != null ? fieldCode : String.valueOf(fieldId);
    }

    /** Is this the field of that code, id or name? Names are localised: the code is the safest. */
    boolean is(String codeOrIdOrName) {
        return codeOrIdOrName.equals(fieldCode)
                || fieldId != null && codeOrIdOrName.equals(fieldId.toString())
                || codeOrIdOrName.equals(fieldName);
    }
}
