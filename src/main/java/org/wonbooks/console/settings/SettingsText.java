package org.wonbooks.console.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.RequestJson;

/** Settings as JSON: those in force, those that are stored, and what has to be changed to come from one to another. */
@Component
class SettingsText {

    private static final ObjectMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JdbcClient jdbc;

    SettingsText(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where those that are stored can't be read, a change begins at the defaults. */
    static ObjectNode inForce(Connection connection) {
        return RequestJson.tree(connection.hasSettings() ? connection.settings() : ConnectionSettings.defaults());
    }

    /** As much as can be read of what is stored. */
    JsonNode stored(Connection connection) {
        if (connection.hasSettings()) {
            return inForce(connection);
        }
        try {
            return PRETTY.readTree(kept(connection));
        } catch (JsonProcessingException nothing) {
            return inForce(connection);
        }
    }

    private String kept(Connection connection) {
        return jdbc.sql("select settings from connection where id = ?")
                .param(connection.id())
                .query(String.class)
                .single();
    }

    /** The same, to be edited. */
    String shown(Connection connection) {
        return connection.hasSettings() ? inForce(connection).toPrettyString() : kept(connection);
    }

    /** What a person has written, to the letter; throws a 400. */
    static ObjectNode read(String json) {
        return RequestJson.read(json, ObjectNode.class);
    }

    /** What has to be merged into one to have the other. */
    static ObjectNode changes(JsonNode from, JsonNode to) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        to.properties().forEach(wanted -> {
            JsonNode before = from.path(wanted.getKey());
            if (before.isObject() && wanted.getValue().isObject()) {
                ObjectNode within = changes(before, wanted.getValue());
                if (!within.isEmpty()) {
                    changes.set(wanted.getKey(), within);
                }
            } else if (!before.equals(wanted.getValue())) {
                changes.set(wanted.getKey(), wanted.getValue());
            }
        });
        from.fieldNames().forEachRemaining(name -> {
            if (!to.has(name)) {
                changes.putNull(name);
            }
        });
        return changes;
    }
}
