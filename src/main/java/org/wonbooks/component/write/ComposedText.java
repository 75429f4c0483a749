package org.wonbooks.component.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text that a mapping composed, held against what was decided: whatever says otherwise is a contradiction, in words,
 * by the key that the mapping gives it under. Of one key the first is told.
 */
public final class ComposedText {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // Which of two counts is the reader's to say.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode text;
    private final Map<String, String> contradictions = new LinkedHashMap<>();

    private ComposedText(JsonNode text) {
        this.text = text;
    }

    /** The text to the digit as it goes out. */
    public static ComposedText of(String text) {
        try {
            return new ComposedText(EXACT.readTree(text));
        } catch (JsonProcessingException e) {
            ComposedText unreadable = new ComposedText(MissingNode.getInstance());
            unreadable.contradicts("", "makes what can't be read: " + e.getOriginalMessage());
            return unreadable;
        }
    }

    /** What it has under a key. */
    public JsonNode get(String key) {
        return text.path(key);
    }

    /** Has to be this, whether as text or as a number, or to be left out where nothing was decided. */
    public void require(String key, String name, JsonNode made, Object decided) {
        if (!says(made, decided)) {
            contradicts(key, name + words(made) + ", and " + (decided == null ? "none" : decided) + " was decided");
        }
    }

    /** The same of one of the text's own. */
    public void require(String key, JsonNode made, Object decided) {
        require(key, key, made, decided);
    }

    /** Is no mapping's to set: it would change who is billed, for how much, or how often. */
    public void withhold(JsonNode holder, String... keys) {
        for (String key : keys) {
            if (!absent(holder.path(key))) {
                contradicts(key, key + words(holder.path(key)) + ", and is not for a mapping to set");
            }
        }
    }

    /** The same of one of the text's own. */
    public void withhold(String... keys) {
        withhold(text, keys);
    }

    /** Says in words what nothing above does. */
    public void contradicts(String key, String words) {
        contradictions.putIfAbsent(key, words);
    }

    /** All that were found, by key. */
    public Map<String, String> contradictions() {
        return Collections.unmodifiableMap(contradictions);
    }

    /** Is nothing sent there? */
    public static boolean absent(JsonNode made) {
        return made.isMissingNode() || made.isNull();
    }

    private static boolean says(JsonNode made, Object decided) {
        if (absent(made) || decided == null) {
            return absent(made) && decided == null;
        }
        return decided instanceof BigDecimal number
                ? number(made) != null && number(made).compareTo(number) == 0
                : made.isValueNode() && made.asText().equals(decided.toString());
    }

    /** Exact; null: it is none. */
    public static BigDecimal number(JsonNode made) {
        try {
            return new BigDecimal(made.asText());
        } catch (NumberFormatException other) {
            return null;
        }
    }

    private static String words(JsonNode made) {
        return absent(made) ? " is left out" : " is " + (made.isValueNode() ? made.asText() : made.toString());
    }
}
