package org.wonbooks.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ConcurrentReferenceHashMap;

/** Settings as they are kept, in JSON. They are read for each webhook and each run, and hardly ever changed. */
final class StoredSettings {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSettings.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** By their text, so that what is changed is read anew, by whichever instance it was. */
    private final Map<String, Optional<ConnectionSettings>> known = new ConcurrentReferenceHashMap<>();

    /** Null: they can't be read, as after an edit of the table; one connection's fault is no other's. */
    ConnectionSettings read(String text) {
        return known.computeIfAbsent(text, StoredSettings::parse).orElse(null);
    }

    private static Optional<ConnectionSettings> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, ConnectionSettings.class));
        } catch (JsonProcessingException e) {
            LOG.error("A connection's settings can't be read: {}", e.getOriginalMessage());
            return Optional.empty();
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
