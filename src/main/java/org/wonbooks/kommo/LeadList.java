package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** A page of deals. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeadList(
        @JsonProperty("_embedded") Embedded embedded, @JsonProperty("_links") Map<String, Object> links) {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public LeadList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

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
