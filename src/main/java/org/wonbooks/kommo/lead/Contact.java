package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** A person or a company, as Kommo gives it; a company has no first and last name. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contact(long id, String name, String firstName, String lastName, List<CustomField> customFieldsValues)
        implements WithFields {

    /** Somebody without a number is nobody: it can't be read. */
    public Contact {
        if (id <= 0) {
            throw new IllegalArgumentException("neither a person nor a company in the answer");
        }
    }

    /** The e-mail addresses, the one for work first. */
    public List<String> emails() {
        return texts("EMAIL");
    }

    /** The phone numbers, the one for work first. */
    public List<String> phones() {
        return texts("PHONE");
    }

    /** The address: a structured one if there is one, else a text. */
    public Address address() {
        return Address.of(customFieldsValues());
    }
}
