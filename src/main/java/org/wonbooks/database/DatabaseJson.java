package org.wonbooks.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as columns keep it. */
public final class DatabaseJson {

    private DatabaseJson() {}

    /** Null for null. */
    public static <T> T read(ObjectMapper json, String text, Class<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row can't be read", e);
        }
    }

    /** As a column keeps it. */
    public static String write(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
