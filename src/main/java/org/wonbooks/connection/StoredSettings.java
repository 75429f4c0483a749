package org.wonbooks.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.springframework.util.ConcurrentReferenceHashMap;

/** Settings as they are kept, in JSON. They are read for each webhook and each run, and hardly ever changed. */
final class StoredSettings {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** By their text, so that what is changed is read anew, by whichever instance it was. */
    private final Map<String, ConnectionSettings> known = new ConcurrentReferenceHashMap<>();

    ConnectionSettings read(String text) {
        return known.computeIfAbsent(text, StoredSettings::parse);
    }

    private static ConnectionSettings parse(String text) {
        try {
            return JSON.readValue(text, ConnectionSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A connection's settings can't be read", e);
        }
    }

    static String write(ConnectionSettings settings) {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
