package org.wonbooks.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.wonbooks.connection.Peer;

/** Tokens are read out of anything, with an end that a database and a clock can hold. */
public final class FuzzedTokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATEST = NOW.plus(Duration.ofDays(3650));

    private FuzzedTokens() {}

    /** The text as a token endpoint's answer, and as a long-lived token. */
    public static void tokens(String text) {
        Tokens pasted = Tokens.longLived(text, NOW);
        assertThat(pasted.access()).isEqualTo(text);
        assertThat(pasted.refresh()).isNull();
        assertThat(pasted.accessExpiresAt()).isBetween(Instant.EPOCH, LATEST);
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return;
        }
        for (Peer peer : Peer.values()) {
            Tokens read = Tokens.read(peer, answer, "old", NOW);
            assertThat(read.access()).isNotNull();
            assertThat(read.refresh()).isNotBlank();
            assertThat(read.accessExpiresAt()).isBetween(NOW, LATEST);
            assertThat(read.refreshExpiresAt()).isBetween(NOW, LATEST);
            assertThat(read.toString()).doesNotContain("old");
        }
    }
}
