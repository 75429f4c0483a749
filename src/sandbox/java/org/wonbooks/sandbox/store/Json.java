package org.wonbooks.sandbox.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** JSON trees from text and to text. Numbers with a fraction are exact and keep their digits: 200.00 stays 200.00. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws IllegalArgumentException when the bytes are no JSON */
    public static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an object that the sandbox itself has written. */
    public static ObjectNode parse(String text) {
        return (ObjectNode) read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first state of a system, from {@code sandbox-seed/<system>.json}. */
    public static JsonNode seed(String system) {
        return resource("/sandbox-seed/" + system + ".json");
    }

    /** A file of the sandbox's own. */
    public static JsonNode resource(String path) {
        try (InputStream file = Json.class.getResourceAsStream(path)) {
            return read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a field; empty without one. */
    public static String text(JsonNode holder, String field) {
        return holder.path(field).asText();
    }

    /**
     * A new object with fields of another, null for what is not there.
     *
     * @param fields names separated by white space; {@code here=there/deeper} where it is called otherwise
     */
    public static ObjectNode copy(JsonNode from, String fields) {
        ObjectNode copy = object();
        for (String field : fields.split("\\s+")) {
            String[] names = field.split("=");
            JsonNode value = from.at("/" + names[names.length - 1]);
            copy.set(names[0], value.isMissingNode() ? null : value);
        }
        return copy;
    }

    public static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }

    public static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A JSON tree can always be written", e);
        }
    }

    public static ResponseEntity<byte[]> answer(int status, JsonNode body) {
        return answer(status, MediaType.APPLICATION_JSON, write(body));
    }

    /** Text as an HTTP answer, in UTF-8. */
    public static ResponseEntity<byte[]> answer(int status, MediaType type, String body) {
        return ResponseEntity.status(status).contentType(type).body(body.getBytes(StandardCharsets.UTF_8));
    }
}
