package org.wonbooks.component.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.camel.language.groovy.GroovyExpression;
import org.wonbooks.component.read.Run;

/**
 * A mapping of {@code routes/mappings/}: says what is sent. Its file is read whenever it is run, so that a change
 * counts from the next deal, and the next preview, on.
 */
public final class Mapping {

    private final Path file;
    private final ObjectMapper json;

    /** @param file null: of a write that takes its text from none */
    public Mapping(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /** What it makes of what the run has kept. */
    public <T> T of(Run run, Class<T> type) {
        // On a copy: what it sets says nothing to the rest of the run.
        return new GroovyExpression(script()).evaluate(run.exchange().copy(), type);
    }

    /** Where it says what is sent under a key, as in {@code invoice.groovy:9 or 25}, for who has to mend it. */
    public String place(String key) {
        return file.getFileName() + ":"
                + MappingLines.of(script(), key).stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private String script() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The mapping " + file.getFileName() + " can't be read", e);
        }
    }

    /** The same as JSON. */
    public String json(Run run) {
        return json(of(run, Object.class));
    }

    /** Anything else as JSON, by the same writer. */
    public String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
