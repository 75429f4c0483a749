package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.wonbooks.answer.Elements;

/** Elements of a list in Kommo: products have a price and may have an SKU. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ElementList(@JsonProperty("_embedded") Embedded embedded) {

    /** The elements themselves. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Element> elements) {

        /** A list that is missing is an empty one. */
        public Embedded {
            elements = elements == null ? Elements.none() : elements;
        }
    }

    /** One of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Element(long id, String name, List<CustomField> customFieldsValues)
            implements WithFields, Elements.Needing {

        @Override
        public String lacks() {
            return id <= 0 ? "id" : null;
        }

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

    /** What the answer holds. Throws where one can't be read: the deal would be billed without it. */
    public List<Element> elements() {
        return embedded == null ? List.of() : embedded.elements().all();
    }
}
