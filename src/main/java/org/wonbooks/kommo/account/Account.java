package org.wonbooks.kommo.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** A Kommo account. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Account(long id, String name, String currency, @JsonProperty("_embedded") Embedded embedded) {

    /** What comes only when it is asked for. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(DatetimeSettings datetimeSettings) {}

    /** The account's zone, as {@code America/New_York}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DatetimeSettings(String timezone) {}

    /** The account's zone, or null. */
    public String timezone() {
        return embedded == null || embedded.datetimeSettings() == null
                ? null
                : embedded.datetimeSettings().timezone();
    }
}
