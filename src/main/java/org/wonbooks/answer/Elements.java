package org.wonbooks.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list in a peer's answer, read element by element: one that can't be read leaves the others readable, and is named.
 * One that is missing, or null, has none. Whoever would do something wrong because an element is missing asks for
 * {@link #all}.
 *
 * @param read the elements that can be read
 * @param unreadable the others
 */
@JsonDeserialize(using = Elements.Reader.class)
public record Elements<T>(List<T> read, List<Unreadable> unreadable) {

    private static final int MOST_BROKEN = 20;

    private static final Elements<?> NONE = new Elements<>(List.of(), List.of());

    /** An element that says itself what it lacks to be of use. */
    public interface Needing {

        /** The field that is missing; null: none. */
        String lacks();
    }

    @Override
    @JsonValue
    public List<T> read() {
        return read;
    }

    /** No elements. */
    @SuppressWarnings("unchecked")
    public static <T> Elements<T> none() {
        return (Elements<T>) NONE;
    }

    /** These elements. */
    public static <T> Elements<T> of(List<T> elements) {
        return new Elements<>(elements, List.of());
    }

    /** These and others. */
    public Elements<T> and(Elements<T> others) {
        return new Elements<>(
                Stream.concat(read.stream(), others.read.stream()).toList(),
                Stream.concat(unreadable.stream(), others.unreadable.stream()).toList());
    }

    /** Those that can be read, if what is looked for is among them; else all, where nothing may be unread. */
    public List<T> allUnless(Predicate<List<T>> found) {
        return found.test(read) ? read : all();
    }

    /** How many there are, readable or not. */
    public int size() {
        return read.size() + unreadable.size();
    }

    /**
     * All of them. Throws the fault that names what can't be read, if there is any: then nobody knows that it is none.
     */
    public List<T> all() {
        if (!unreadable.isEmpty()) {
            throw unreadableFault();
        }
        return read;
    }

    /**
     * The same. Throws the fault for all where many can't be read and none can: then it is no single thing that is
     * wrong, and nobody would read their names.
     */
    public Elements<T> unlessAllAreBroken() {
        if (read.isEmpty() && unreadable.size() > MOST_BROKEN) {
            throw unreadableFault();
        }
        return this;
    }

    /** The fault that names what can't be read. */
    public UnreadableFault unreadableFault() {
        return new UnreadableFault(
                "An answer can't be read whole. "
                        + unreadable.stream().limit(3).map(Unreadable::words).collect(Collectors.joining("; ")),
                "Open it where it is from, put that right and save it, then press “Try again”.");
    }

    /** Knows of which kind the elements are, and what the list is called. */
    static final class Reader extends JsonDeserializer<Elements<?>> implements ContextualDeserializer {

        private final JsonDeserializer<?> element;
        private final String name;

        Reader() {
            this(null, "element");
        }

        private Reader(JsonDeserializer<?> element, String name) {
            this.element = element;
            this.name = name;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
                throws JsonMappingException {
            JavaType list = property == null ? context.getContextualType() : property.getType();
            return new Reader(
                    context.findContextualValueDeserializer(list.containedTypeOrUnknown(0), null),
                    property == null ? "element" : property.getName());
        }

        @Override
        public Elements<?> getNullValue(DeserializationContext context) {
            return none();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return none();
        }

        @Override
        public Elements<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                return (Elements<?>) context.handleUnexpectedToken(Elements.class, parser);
            }
            List<Object> read = new ArrayList<>();
            List<Unreadable> unreadable = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    unreadable.add(Unreadable.nothing(name));
                } else {
                    // Read whole before anybody looks at it, or what follows a broken one would be lost.
                    TokenBuffer whole = context.bufferAsCopyOfValue(parser);
                    read(whole, context, read, unreadable);
                }
            }
            return new Elements<>(List.copyOf(read), List.copyOf(unreadable));
        }

        private void read(
                TokenBuffer whole, DeserializationContext context, List<Object> read, List<Unreadable> unreadable)
                throws IOException {
            try (JsonParser parser = whole.asParserOnFirstToken()) {
                Object value = element.deserialize(parser, context);
                if (value instanceof Needing needing && needing.lacks() != null) {
                    unreadable.add(Unreadable.lacking(name, tree(whole, context), needing.lacks()));
                } else {
                    read.add(value);
                }
            } catch (JsonProcessingException broken) {
                unreadable.add(Unreadable.of(name, tree(whole, context), broken));
            }
        }

        private static JsonNode tree(TokenBuffer whole, DeserializationContext context) throws IOException {
            try (JsonParser parser = whole.asParserOnFirstToken()) {
                return context.readTree(parser);
            }
        }
    }
}
