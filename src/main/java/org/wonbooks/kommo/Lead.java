package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;

/**
 * A deal, as Kommo gives it.
 *
 * @param price whole units
 * @param priceWithMinorUnits the same with decimals (1500.5 is 1500 and a half, not cents); null on older accounts
 * @param closedAt seconds since 1970; null in a stage that doesn't close the deal
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Lead(
        long id,
        String name,
        BigDecimal price,
        BigDecimal priceWithMinorUnits,
        long statusId,
        long pipelineId,
        boolean isDeleted,
        Long closedAt,
        List<CustomField> customFieldsValues,
        @JsonProperty("_embedded") Embedded embedded)
        implements WithFields {

    /** A deal without a number is none: it can't be read. */
    public Lead {
        if (id <= 0) {
            throw new IllegalArgumentException("no deal in the answer");
        }
    }

    /** Who belongs to the deal. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Linked> contacts, List<Linked> companies) {}

    /** Somebody who belongs to the deal; of several contacts one is the main one. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Linked(long id, boolean isMain) {}

    /** What the deal is worth, in major units. */
    public BigDecimal amount() {
        return priceWithMinorUnits != null ? priceWithMinorUnits : price;
    }

    /** The main contact's id, or null. */
    public Long contactId() {
        if (embedded == null || embedded.contacts() == null) {
            return null;
        }
        return embedded.contacts().stream()
                .sorted(java.util.Comparator.comparing(contact -> !contact.isMain()))
                .map(Linked::id)
                .findFirst()
                .orElse(null);
    }

    /** The company's id, or null. */
    public Long companyId() {
        if (embedded == null || embedded.companies() == null) {
            return null;
        }
        return embedded.companies().stream().map(Linked::id).findFirst().orElse(null);
    }
}
