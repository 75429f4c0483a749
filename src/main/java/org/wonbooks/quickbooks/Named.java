package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An item, terms, a class, a location: what an invoice refers to by id and people by name.
 *
 * @param sku an item's article number; null: it has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Named(
        @JsonProperty("Id") String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Active") Boolean active,
        @JsonProperty("Sku") String sku) {

    /** Is this what people call by this name, or id? What is not active is no longer meant. */
    public boolean is(String nameOrId) {
        return !Boolean.FALSE.equals(active) && (nameOrId.equals(id) || nameOrId.equalsIgnoreCase(name));
    }
}
