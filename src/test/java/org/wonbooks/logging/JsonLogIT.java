package org.wonbooks.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** {@code logging.structured.format.console=ecs}: what is said in many lines, as at a start, is one object too. */
class JsonLogIT {

    private static final String ECS = "--logging.structured.format.console=ecs";

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    private final int port = WonbooksJar.freePort();

    @Test
    void aRunIsOneObjectALine() throws IOException {
        RunningJar running = jar.start(ECS, "--server.port=" + port, "--wonbooks.routes=" + WonbooksJar.ROUTES)
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
        running.stop();

        assertThat(messages(running)).anySatisfy(message -> assertThat(message)
                .contains("Wonbooks is ready.", "http://localhost:" + port + "/sandbox/"));
    }

    @Test
    void soIsAStartThatFails() throws IOException {
        RunningJar start = jar.start(ECS, "--server.port=" + port, "--wonbooks.routes=./no\nfolder\u001b[2J\"");
        assertThat(start.awaitExit()).isNotZero();

        assertThat(messages(start)).anySatisfy(message -> assertThat(message).contains("wonbooks.routes"));
    }

    private static List<String> messages(RunningJar ended) throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : ended.output().lines().toList()) {
            JsonNode event = new ObjectMapper()
                    .reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(line);
            assertThat(event.path("@timestamp").asText()).as(line).isNotBlank();
            assertThat(event.at("/log/level").asText()).as(line).isNotBlank();
            messages.add(event.path("message").asText());
        }
        return messages;
    }
}
