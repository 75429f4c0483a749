package org.wonbooks.component.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import groovy.lang.GString;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.mapping.MappingScript;
import org.wonbooks.component.read.Run;

/** The mapping of a step, as it was when the step began: says what is sent. */
public final class Mapping {

    private final Supplier<MappingScript> script;
    private final Gives wanted;
    private final ObjectMapper json;

    /**
     * @param script throws where it can't be run; null: of a write that takes its text from none
     * @param wanted null: the write takes none
     */
    public Mapping(Supplier<MappingScript> script, Gives wanted, ObjectMapper json) {
        this.script = script;
        this.wanted = wanted;
        this.json = json;
    }

    /** The same with what only Groovy has: to it a text with values in it is an object of its parts. */
    public static ObjectMapper writer(ObjectMapper json) {
        return json.copy().registerModule(new SimpleModule().addSerializer(GString.class, ToStringSerializer.instance));
    }

    /** The text that it makes of what the run has kept. */
    public String text(Run run) {
        return given(run).toString();
    }

    /** The same, of a map. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(Run run) {
        return (Map<String, Object>) given(run);
    }

    private Object given(Run run) {
        // On a copy: what it sets says nothing to the rest of the run.
        return script.get().run(known(run.exchange().copy()), wanted);
    }

    /** The names that Camel gives its Groovy. */
    private static Map<String, Object> known(Exchange exchange) {
        Map<String, Object> known = new HashMap<>();
        ExchangeHelper.populateVariableMap(exchange, known, true);
        return known;
    }

    /**
     * Where it says what is sent under a key, as in {@code mappings/invoice.groovy:9 or 25}, for who has to mend it.
     */
    public String place(String key) {
        return script.get().name() + ":"
                + script.get().lines(key).stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    /** The map as JSON. */
    public String json(Run run) {
        Object given = given(run);
        try {
            return json.writeValueAsString(given);
        } catch (JsonProcessingException e) {
            String what = e instanceof InvalidDefinitionException other && other.getType() != null
                    ? other.getType().getRawClass().getSimpleName()
                    : e.getOriginalMessage();
            throw script.get().failed("gives what can't be written as JSON: " + what);
        }
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
