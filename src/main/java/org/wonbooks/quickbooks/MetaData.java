package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** When a thing was changed, by QuickBooks' clock. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetaData(
        @JsonProperty("CreateTime") OffsetDateTime created,
        @JsonProperty("LastUpdatedTime") OffsetDateTime lastUpdated) {

    /** What change data capture calls a thing that is gone. */
    static final String DELETED = "Deleted";

    /** In whole seconds, as QuickBooks gives it; null: it did not say. */
    static Instant changedAt(MetaData metaData) {
        return metaData == null || metaData.lastUpdated == null
                ? null
                : metaData.lastUpdated.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
