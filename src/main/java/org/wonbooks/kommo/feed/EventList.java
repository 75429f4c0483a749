package org.wonbooks.kommo.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wonbooks.answer.Elements;
import org.wonbooks.kommo.ListPage;

/** A page of what happened in an account. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventList(@JsonProperty("_embedded") Embedded embedded, @JsonProperty("_links") Map<String, Object> links)
        implements ListPage {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public EventList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the events of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Event> events) {

        /** A list that is missing is an empty one. */
        public Embedded {
            events = events == null ? Elements.none() : events;
        }
    }

    /**
     * One event; of a deal's move from stage to stage when its type says so.
     *
     * @param createdAt in seconds, by Kommo's clock
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(String type, long entityId, long createdAt, List<Value> valueAfter, List<Value> valueBefore)
            implements Elements.Needing {

        @Override
        public String lacks() {
            return type == null ? "type" : entityId <= 0 ? "entity_id" : createdAt <= 0 ? "created_at" : null;
        }

        /** Is it a move from stage to stage? */
        public boolean isMove() {
            return "lead_status_changed".equals(type);
        }

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

    /** What happened, for whoever looks at each by itself. */
    public Elements<Event> events() {
        return embedded.events();
    }

    /**
     * The moves from stage to stage on this page. Throws where one can't be read: it may be the one that tells when a
     * deal was won.
     */
    public List<Event> moves() {
        return embedded.events().all().stream().filter(Event::isMove).toList();
    }

    /** Does it say that a deal was thrown away once? One that is there was taken back out of the bin. */
    public boolean deleted(long leadId) {
        return embedded.events().all().stream()
                .anyMatch(event -> "lead_deleted".equals(event.type()) && event.entityId() == leadId);
    }

    /** Kommo promises no order. */
    @Override
    public Long lastChange() {
        return null;
    }
}
