package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A page of what happened in an account. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventList(
        @JsonProperty("_embedded") Embedded embedded, @JsonProperty("_links") Map<String, Object> links) {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public EventList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the events of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Event> events) {}

    /**
     * One event; of a deal's move from stage to stage when its type says so.
     *
     * @param createdAt in seconds, by Kommo's clock
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(String type, long entityId, long createdAt, List<Value> valueAfter, List<Value> valueBefore) {

        /** The stage that the deal came to. */
        public Optional<Stage> after() {
            return stage(valueAfter);
        }

        /** The stage that the deal left. */
        public Optional<Stage> before() {
            return stage(valueBefore);
        }

        private static Optional<Stage> stage(List<Value> values) {
            return values == null
                    ? Optional.empty()
                    : values.stream()
                            .map(Value::leadStatus)
                            .filter(Objects::nonNull)
                            .findFirst();
        }
    }

    /** What changed: one of many kinds of things. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Value(Stage leadStatus) {}

    /** A stage of a pipeline. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stage(long id, long pipelineId) {}

    /** The moves from stage to stage on this page. */
    public List<Event> moves() {
        return embedded.events() == null
                ? List.of()
                : embedded.events().stream()
                        .filter(event -> "lead_status_changed".equals(event.type()))
                        .toList();
    }

    /** Does it say that a deal was thrown away once? One that is there was taken back out of the bin. */
    public boolean deleted(long leadId) {
        return embedded.events() != null
                && embedded.events().stream()
                        .anyMatch(event -> "lead_deleted".equals(event.type()) && event.entityId() == leadId);
    }

    /** Is there a page after this one? */
    public boolean hasNext() {
        return links != null && links.get("next") != null;
    }
}
