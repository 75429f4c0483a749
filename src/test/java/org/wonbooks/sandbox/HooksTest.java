package org.wonbooks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that are kept, lost, doubled and disordered. */
class HooksTest extends SandboxTest {

    @BeforeEach
    void seed() throws IOException {
        sandbox.control("POST", "/reset", "");
        String token = sandbox.control("POST", "/kommo/accounts/acme/long-lived-token", "")
                .path("token")
                .asText();
        sandbox.send(
                "POST",
                "/sandbox/kommo/acme/api/v4/webhooks",
                "{\"destination\": \"http://localhost:1/hook\", \"settings\": [\"add_lead\"]}",
                "Authorization",
                "Bearer " + token);
    }

    @Test
    void keptHooksAreHandedOutOnce() throws IOException {
        sandbox.control("PATCH", "/hooks", "{\"keep\": true, \"enabled\": false}");
        sandbox.control("POST", "/kommo/leads", "{\"name\": \"Poster\"}");

        JsonNode kept = sandbox.control("GET", "/hooks/kept", null);

        assertThat(kept).hasSize(1);
        assertThat(kept.at("/0/system").asText()).isEqualTo("kommo");
        assertThat(kept.at("/0/url").asText()).isEqualTo("http://localhost:1/hook");
        assertThat(kept.at("/0/headers/content-type").asText()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(new String(kept.at("/0/body").binaryValue(), StandardCharsets.UTF_8))
                .contains("=Poster&");
        assertThat(sandbox.control("GET", "/hooks/kept", null)).isEmpty();
        assertThat(sandbox.control("GET", "/hooks", null)).as("not sent").isEmpty();
    }

    @Test
    void hooksAreLostDoubledAndDisorderedByTheSeed() throws IOException {
        String wild = "{\"keep\": true, \"drop\": 30, \"double\": 30, \"shuffle\": true, \"seed\": %d}";
        List<String> first = twenty(wild.formatted(7));

        assertThat(new HashSet<>(first)).hasSizeBetween(8, 19);
        assertThat(first).hasSizeGreaterThan(new HashSet<>(first).size());
        assertThat(first).isNotEqualTo(first.stream().sorted().toList());
        assertThat(twenty("{\"drop\": 100}")).isEmpty();
        assertThat(twenty("{\"drop\": 0, \"double\": 100, \"shuffle\": false}"))
                .hasSize(40)
                .isSorted();
    }

    /** The names of twenty deals, 10 to 29, as their hooks come. */
    private static List<String> twenty(String settings) throws IOException {
        sandbox.control("PATCH", "/hooks", settings);
        for (int i = 10; i < 30; i++) {
            sandbox.control("POST", "/kommo/leads", "{\"name\": \"Deal" + i + "\"}");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode hook : sandbox.control("GET", "/hooks/kept", null)) {
            String body = new String(hook.path("body").binaryValue(), StandardCharsets.UTF_8);
            names.add(body.replaceFirst("(?s).*=(Deal\\d+).*", "$1"));
        }
        return names;
    }
}
