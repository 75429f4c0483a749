package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.wonbooks.answer.Elements;

/**
 * A deal, as Kommo gives it.
 *
 * @param price whole units
 * @param priceWithMinorUnits the same with decimals (1500.5 is 1500 and a half, not cents); null on older accounts
 * @param createdAt in seconds, by Kommo's clock
 * @param updatedAt in seconds, by Kommo's clock
 * @param closedAt when it was won or lost, in seconds; null while it is neither
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
        long createdAt,
        long updatedAt,
        Long closedAt,
        Long responsibleUserId,
        List<CustomField> customFieldsValues,
        @JsonProperty("_embedded") Embedded embedded)
        implements WithFields, Elements.Needing {

    /** A deal without a number is none: it can't be read. */
    public Lead {
        if (id <= 0) {
            throw new IllegalArgumentException("no deal in the answer");
        }
    }

    /** Without them nobody knows of a deal in a list whether it is won, and since when. */
    @Override
    public String lacks() {
        return statusId <= 0 ? "status_id" : pipelineId <= 0 ? "pipeline_id" : updatedAt <= 0 ? "updated_at" : null;
    }

    /** Who belongs to the deal, and what is sold. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Linked> contacts, List<Linked> companies, List<LinkedElement> catalogElements) {}

    /** An element of a list that is linked to the deal: a product. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LinkedElement(long id, LinkedBy metadata) {}

    /**
     * How it is linked.
     *
     * @param quantity may be a fraction
     * @param priceId the field that holds the price which was chosen; null: PRICE
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LinkedBy(BigDecimal quantity, long catalogId, Long priceId) {}

    /** Somebody who belongs to the deal; of several contacts one is the main one. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Linked(long id, boolean isMain) {}

    /** The same in another stage; nothing is written. */
    public Lead movedTo(long pipeline, long status, Instant closed) {
        Long closedAgain = closed == null ? closedAt : Long.valueOf(closed.getEpochSecond());
        return new Lead(
                id,
                name,
                price,
                priceWithMinorUnits,
                status,
                pipeline,
                isDeleted,
                createdAt,
                updatedAt,
                closedAgain,
                responsibleUserId,
                customFieldsValues,
                embedded);
    }

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

    /** The products, and whatever else of a list is linked to the deal. */
    public List<LinkedElement> elements() {
        return embedded == null || embedded.catalogElements() == null
                ? List.of()
                : embedded.catalogElements().stream()
                        .filter(element -> element.metadata() != null)
                        .toList();
    }

    /** The company's id, or null. */
    public Long companyId() {
        if (embedded == null || embedded.companies() == null) {
            return null;
        }
        return embedded.companies().stream().map(Linked::id).findFirst().orElse(null);
    }
}
