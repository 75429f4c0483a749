package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonbooks.answer.Elements;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.ListPage;

/** A page of deals. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeadList(@JsonProperty("_embedded") Embedded embedded, @JsonProperty("_links") Map<String, Object> links)
        implements ListPage {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public LeadList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the deals of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Lead> leads) {

        /** A list that is missing is an empty one. */
        public Embedded {
            leads = leads == null ? Elements.none() : leads;
        }
    }

    /** The filter for deals that are won; without pipelines, of all of them: none. */
    public static Map<String, String> won(Won won) {
        Map<String, String> filter = new HashMap<>();
        List<Long> pipelines = won.pipelineIds();
        for (int i = 0; i < pipelines.size(); i++) {
            String stage = "filter[statuses][" + i + "]";
            filter.put(stage + "[pipeline_id]", String.valueOf(pipelines.get(i)));
            filter.put(stage + "[status_id]", String.valueOf(won.statusId()));
        }
        return filter;
    }

    /** The deals of the page; whoever reads a page looks at each by itself. */
    public Elements<Lead> leads() {
        return embedded.leads();
    }

    @Override
    public Long lastChange() {
        return leads().read().stream().map(Lead::updatedAt).max(Long::compare).orElse(null);
    }
}
