package org.wonbooks.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.wonbooks.testing.TestDatabase;

/**
 * What an earlier version left behind, as it wrote it itself: its rows, and the books of both systems. Its tokens are
 * not among them.
 *
 * @param version of its tables
 * @param until when it ended
 */
record Past(String version, Instant until) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes its database, and brings it to the oldest tables that are still opened; answers the address. */
    String open(TestDatabase database) {
        String url = database.newUrl();
        FluentConfiguration unsquashed =
                Flyway.configure().dataSource(url, null, null).locations("classpath:unsquashed");
        unsquashed.target(version).load().migrate();
        try (Connection connection = DriverManager.getConnection(url)) {
            ScriptUtils.executeSqlScript(connection, resource("rows.sql"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        unsquashed.target(MigrationVersion.LATEST).load().migrate();
        return url;
    }

    /** What the two systems had in their books, by the names of the maps: one entry a line. */
    Map<String, Map<String, String>> systems() {
        Map<String, Map<String, String>> books = new TreeMap<>();
        try {
            resource("systems.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> {
                        String[] entry = line.split("\t", 3);
                        books.computeIfAbsent(entry[0], map -> new TreeMap<>()).put(entry[1], entry[2]);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return books;
    }

    /** The ids of its deals, by name. */
    Map<String, Long> leads() {
        Map<String, Long> leads = new TreeMap<>();
        for (String text : systems().get("kommo.leads").values()) {
            try {
                JsonNode lead = JSON.readTree(text);
                leads.put(lead.path("name").asText(), lead.path("id").asLong());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return leads;
    }

    private ClassPathResource resource(String name) {
        return new ClassPathResource("version-" + version + "/" + name);
    }
}
