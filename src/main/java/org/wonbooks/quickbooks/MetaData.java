package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;

/** When a thing was changed, by QuickBooks' clock. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetaData(
        @JsonProperty("CreateTime") OffsetDateTime created,
        @JsonProperty("LastUpdatedTime") OffsetDateTime lastUpdated) {}
