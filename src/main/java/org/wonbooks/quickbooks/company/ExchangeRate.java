package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a currency is worth in a company's own.
 *
 * @param rate so many of the company's own for one of it; null: QuickBooks did not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExchangeRate(
        @JsonProperty("SourceCurrencyCode") String source,
        @JsonProperty("TargetCurrencyCode") String target,
        @JsonProperty("Rate") BigDecimal rate) {

    /** Asks for the rate of a day. */
    public static Map<String, String> of(String currency, LocalDate date) {
        return Map.of("sourcecurrencycode", currency, "asofdate", date.toString());
    }

    /** What QuickBooks answers. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("ExchangeRate") ExchangeRate rate) {

        /** The rate, if it is for these two; null: none. */
        public BigDecimal between(String currency, String home) {
            boolean asked = rate != null
                    && (rate.source == null || rate.source.equals(currency))
                    && (rate.target == null || rate.target.equals(home));
            return asked ? rate.rate : null;
        }
    }
}
