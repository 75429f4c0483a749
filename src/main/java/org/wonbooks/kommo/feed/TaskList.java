package org.wonbooks.kommo.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.wonbooks.answer.Elements;

/** Tasks for persons. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskList(@JsonProperty("_embedded") Embedded embedded) {

    /** A list without its contents is none: it can't be read. */
    public TaskList {
        if (embedded == null) {
            throw new IllegalArgumentException("no list in the answer");
        }
    }

    /** Where Kommo puts the tasks of a list. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Task> tasks) {

        /** A list that is missing is an empty one. */
        public Embedded {
            tasks = tasks == null ? Elements.none() : tasks;
        }
    }

    /** One task; what was just made is told by its number alone. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Task(long id, String text) {

        /** A task without a number is none: it can't be read. */
        public Task {
            if (id <= 0) {
                throw new IllegalArgumentException("no task in the answer");
            }
        }
    }

    /** The number of the task whose text ends so. Throws where none does, and one can't be read. */
    public Optional<Long> endingWith(String mark) {
        Optional<Long> found = endingWith(embedded.tasks().read(), mark);
        return found.isPresent() ? found : endingWith(embedded.tasks().all(), mark);
    }

    private static Optional<Long> endingWith(List<Task> tasks, String mark) {
        return tasks.stream()
                .filter(task -> task.text() != null && task.text().strip().endsWith(mark))
                .map(Task::id)
                .findFirst();
    }

    /** The number of the task that was made. */
    public long made() {
        return embedded.tasks().read().stream()
                .map(Task::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no task in the answer"));
    }
}
