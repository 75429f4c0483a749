package org.wonbooks.kommo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/** Notes on a deal. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NoteList(@JsonProperty("_embedded") Embedded embedded) {

    /** A list without its contents is none: it can't be read. An empty one is no list, but 204. */
    public NoteList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the notes of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(List<Note> notes) {}

    /** One note. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Note(Parameters params) {}

    /** What a note says. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Parameters(String text) {}

    /** What the notes say. */
    public List<String> texts() {
        if (embedded == null || embedded.notes() == null) {
            return List.of();
        }
        return embedded.notes().stream()
                .map(Note::params)
                .filter(Objects::nonNull)
                .map(Parameters::text)
                .filter(Objects::nonNull)
                .toList();
    }
}
