package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** An item or terms: what an invoice refers to by id and people by name. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Named(
        @JsonProperty("Id") String id, @JsonProperty("Name") String name, @JsonProperty("Active") Boolean active) {}
