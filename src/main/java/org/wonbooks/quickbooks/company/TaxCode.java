package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.Reference;

/** A tax code of a company outside the US: what a line is taxed by. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaxCode(
        @JsonProperty("Id") String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Active") Boolean active,
        @JsonProperty("SalesTaxRateList") RateList sales)
        implements Elements.Needing {

    @Override
    public String lacks() {
        return id == null ? "Id" : null;
    }

    /** The rates that a sale is taxed by. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RateList(@JsonProperty("TaxRateDetail") List<Detail> details) {}

    /** Names one rate. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Detail(@JsonProperty("TaxRateRef") Reference rate) {}

    /** How much is taken. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rate(@JsonProperty("Id") String id, @JsonProperty("RateValue") BigDecimal percent) {}

    /** Is this what people call by this name, or id? */
    public boolean is(String nameOrId) {
        return new ListEntry(id, name, active, null, null, null, null, null, null, null).is(nameOrId);
    }

    /** Are all the rates known that a sale is taxed by? */
    public boolean isKnown(List<Rate> rates) {
        List<String> known = rates.stream()
                .filter(rate -> rate.percent() != null)
                .map(Rate::id)
                .toList();
        return known.containsAll(rateIds());
    }

    /** What a sale is taxed by, in percent; a code without rates takes nothing. */
    public BigDecimal percent(List<Rate> rates) {
        List<String> mine = rateIds();
        return rates.stream()
                .filter(rate -> mine.contains(rate.id()) && rate.percent() != null)
                .map(Rate::percent)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<String> rateIds() {
        return sales == null || sales.details() == null
                ? List.of()
                : sales.details().stream().map(detail -> detail.rate().value()).toList();
    }
}
