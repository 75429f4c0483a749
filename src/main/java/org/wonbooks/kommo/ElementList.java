package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** Elements of a list in Kommo: products have a price and may have an SKU. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ElementList(@JsonProperty("_embedded") Embedded embedded) {

    /** The elements themselves. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Element> elements) {}

    /** One of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Element(long id, String name, List<CustomField> customFieldsValues) implements WithFields {

        /**
         * What it costs, as Kommo has it; null: it has no price.
         *
         * @param priceId the field that holds the price; null: the one of the code PRICE
         */
        public String price(Long priceId) {
            return texts(priceId == null ? "PRICE" : priceId.toString()).stream()
                    .findFirst()
                    .orElse(null);
        }

        /** The article number; null: it has none. */
        public String sku() {
            return texts("SKU").stream().findFirst().orElse(null);
        }
    }

    /** What the answer holds. */
    public List<Element> elements() {
        return embedded == null || embedded.elements() == null ? List.of() : embedded.elements();
    }
}
