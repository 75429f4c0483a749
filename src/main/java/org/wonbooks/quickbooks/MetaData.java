package org.wonbooks.quickbooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** When a thing was changed, by QuickBooks' clock; and what became of it, where all kinds say so alike. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetaData(
        @JsonProperty("CreateTime") OffsetDateTime created,
        @JsonProperty("LastUpdatedTime") OffsetDateTime lastUpdated) {

    /** What change data capture calls a thing that is gone. */
    public static final String DELETED = "Deleted";

    /** Was a transaction voided? It stays, of no amount, with a word before its private note. */
    public static boolean voided(BigDecimal total, String privateNote) {
        return total != null && total.signum() == 0 && privateNote != null && privateNote.startsWith("Void");
    }

    /** In whole seconds, as QuickBooks gives it; null: it did not say. */
    public static Instant changedAt(MetaData metaData) {
        return metaData == null || metaData.lastUpdated == null
                ? null
                : metaData.lastUpdated.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
