package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A page of deals. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeadList(
        @JsonProperty("_embedded") Embedded embedded, @JsonProperty("_links") Map<String, Object> links) {

    /** Where Kommo puts the deals of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Lead> leads) {}

    /** The deals of the page. */
    public List<Lead> leads() {
        return embedded == null || embedded.leads() == null ? List.of() : embedded.leads();
    }

    /** Is there a page after this one? */
    public boolean hasNext() {
        return links != null && links.get("next") != null;
    }
}
