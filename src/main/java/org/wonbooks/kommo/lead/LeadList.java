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
        add(filter, won.pipelineIds(), won.statusId());
        return filter;
    }

    private static void add(Map<String, String> filter, List<Long> pipelines, long statusId) {
        for (long pipeline : pipelines) {
            String stage = "filter[statuses][" + filter.size() / 2 + "]";
            filter.put(stage + "[pipeline_id]", String.valueOf(pipeline));
            filter.put(stage + "[status_id]", String.valueOf(statusId));
        }
    }

    /**
     * Asks for those that are closed as won, or in a stage that counts as won too, the latest to change first, with who
     * and what is in them.
     *
     * @param pipelines all that take deals
     * @param others those that have the other stage; none: there is no other
     */
    public static Map<String, String> latestWon(List<Long> pipelines, Won others, int many) {
        Map<String, String> query = new HashMap<>();
        add(query, pipelines, Won.CLOSED_WON);
        add(query, others.pipelineIds(), others.statusId());
        query.put("order[updated_at]", "desc");
        query.put("with", "contacts,catalog_elements");
        query.put("limit", String.valueOf(many));
        return query;
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
