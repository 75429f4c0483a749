package org.wonbooks.kommo.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wonbooks.answer.Elements;

/** The pipelines of an account, with their stages. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PipelineList(@JsonProperty("_embedded") Embedded embedded) {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public PipelineList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the pipelines of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Pipeline> pipelines) {

        /** A list that is missing is an empty one. */
        public Embedded {
            pipelines = pipelines == null ? Elements.none() : pipelines;
        }
    }

    /** One pipeline. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pipeline(long id, String name, boolean isArchive, @JsonProperty("_embedded") Stages embedded) {

        /** The stages, in their order. */
        public List<Stage> stages() {
            return embedded == null || embedded.statuses() == null ? List.of() : embedded.statuses();
        }

        /** What there is, in words: those to which a deal can be moved. */
        public String shownWithStages() {
            return name + " has: "
                    + stages().stream()
                            .filter(stage -> !stage.incoming())
                            .map(stage -> stage.id() + " " + stage.name())
                            .collect(Collectors.joining(", "));
        }

        /** One of the stages. */
        public Optional<Stage> stage(long id) {
            return stages().stream().filter(stage -> stage.id() == id).findFirst();
        }
    }

    /** Where Kommo puts the stages of a pipeline. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stages(List<Stage> statuses) {}

    /** One stage; "won" and "lost" have the same id in every pipeline. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stage(long id, String name, int type) {

        private static final int INCOMING = 1;

        /** Kommo fills it from forms and chats; no deal can be put there. */
        public boolean incoming() {
            return type == INCOMING;
        }
    }

    /** The pipeline of that number. One that is archived takes no deals. Throws where none, and one can't be read. */
    public Optional<Pipeline> find(long id) {
        Optional<Pipeline> found = find(pipelines(), id);
        return found.isPresent() ? found : find(embedded.pipelines().all(), id);
    }

    private static Optional<Pipeline> find(List<Pipeline> pipelines, long id) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.id() == id && !pipeline.isArchive())
                .findFirst();
    }

    /** What there is, in words. */
    public static String shown(List<Pipeline> pipelines) {
        return pipelines.stream()
                .map(pipeline -> pipeline.id() + " " + pipeline.name())
                .collect(Collectors.joining(", "));
    }

    /** Are they all read? */
    public boolean whole() {
        return embedded.pipelines().unreadable().isEmpty();
    }

    /** The pipelines. Throws where one can't be read. */
    public List<Pipeline> all() {
        return embedded.pipelines().all();
    }

    /** The pipelines, as far as they can be read. */
    public List<Pipeline> pipelines() {
        return embedded.pipelines().read();
    }
}
