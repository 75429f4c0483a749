package org.wonbooks.console;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.ConnectionSettings;

/**
 * Reads what a caller sends, to the letter: a name that does not exist or a value of another kind is refused with its
 * place, never with the value itself, which may be a token.
 */
public final class RequestJson {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // A whole number may be the id where a text is a name or an id; 1e999999999 is neither.
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    private RequestJson() {}

    /** The body as a record; throws a 400 in words. */
    public static <T> T read(String body, Class<T> type) {
        try {
            T read = STRICT.readValue(body, type);
            if (read == null) {
                throw refused("The body should be a JSON object.");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw refused(words(e, ""));
        }
    }

    /** Settings as the API shows them. */
    public static ObjectNode tree(ConnectionSettings settings) {
        return STRICT.valueToTree(settings);
    }

    /** Settings with some changed, as JSON merge patch has it: what is null goes back to its default. */
    public static ConnectionSettings merge(ConnectionSettings settings, JsonNode changes) {
        try {
            JsonNode merged = merge(STRICT.valueToTree(settings), changes);
            return merged.isNull()
                    ? ConnectionSettings.defaults()
                    : STRICT.treeToValue(merged, ConnectionSettings.class);
        } catch (JsonProcessingException e) {
            throw refused(words(e, "settings."));
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode changes) {
        if (!changes.isObject()) {
            return changes;
        }
        ObjectNode merged = target.isObject() ? (ObjectNode) target : STRICT.createObjectNode();
        changes.properties().forEach(change -> {
            JsonNode old = merged.path(change.getKey());
            if (change.getValue().isNull() && !old.isMissingNode()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merge(old, change.getValue()));
            }
        });
        return merged;
    }

    /** A 400. */
    public static ResponseStatusException refused(String reason) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
    }

    private static String words(JsonProcessingException fault, String prefix) {
        if (fault instanceof JsonParseException || !(fault instanceof JsonMappingException mapping)) {
            return "The body is not JSON: look at line " + fault.getLocation().getLineNr() + ", column "
                    + fault.getLocation().getColumnNr() + ".";
        }
        String place = '"' + prefix + path(mapping) + '"';
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "There is no " + place + "; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (fault instanceof ValueInstantiationException && fault.getCause() instanceof IllegalArgumentException rule) {
            return rule.getMessage() + ".";
        }
        if (fault instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            return place + " has to be one of "
                    + STRICT.valueToTree(format.getTargetType().getEnumConstants()) + ".";
        }
        return place + " has a value of the wrong kind.";
    }

    private static String path(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
