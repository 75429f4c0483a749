package org.wonbooks.kommo.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.wonbooks.answer.Elements;

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
    public record Embedded(Elements<Note> notes) {

        /** A list that is missing is an empty one. */
        public Embedded {
            notes = notes == null ? Elements.none() : notes;
        }
    }

    /** One note. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Note(Parameters params) {}

    /** What a note says. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Parameters(String text) {}

    /** Is there a note that ends so? Throws where none does, and one can't be read: it may be that one. */
    public boolean anyEndsWith(String mark) {
        return anyEndsWith(embedded.notes().read(), mark)
                || anyEndsWith(embedded.notes().all(), mark);
    }

    private static boolean anyEndsWith(List<Note> notes, String mark) {
        return notes.stream()
                .map(Note::params)
                .filter(Objects::nonNull)
                .map(Parameters::text)
                .anyMatch(text -> text != null && text.endsWith(mark));
    }
}
