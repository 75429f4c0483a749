package org.wonbooks.oauth.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.wonbooks.connection.Peer;

/**
 * What a peer gave us, as it is kept.
 *
 * @param refresh null for a long-lived token
 * @param accessExpiresAt null while there is a refresh token alone
 * @param refreshExpiresAt null for a long-lived token
 */
public record Tokens(String access, String refresh, Instant accessExpiresAt, Instant refreshExpiresAt) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST = Duration.ofDays(3650).toSeconds();

    /** Reads a token endpoint's answer. Numbers may be text; what is missing keeps its old value or has a default. */
    public static Tokens read(Peer peer, JsonNode answer, String oldRefresh, Instant now) {
        long access = seconds(answer, "expires_in", peer == Peer.KOMMO ? Duration.ofDays(1) : Duration.ofHours(1));
        long rolling = seconds(answer, "x_refresh_token_expires_in", unused(peer));
        // Intuit ends a consent after five years, whatever its use; the earlier date counts.
        long hard = seconds(answer, "x_refresh_token_hard_expires_in", Duration.ofSeconds(LONGEST));
        String refresh = answer.path("refresh_token").asText("");
        return new Tokens(
                answer.path("access_token").asText(),
                refresh.isBlank() ? oldRefresh : refresh,
                now.plusSeconds(access),
                now.plusSeconds(Math.min(rolling, hard)));
    }

    /** A token from Kommo's "Keys and scopes" tab; its end is read from its payload, unverified, else a year away. */
    public static Tokens longLived(String token, Instant now) {
        Instant end = now.plus(Duration.ofDays(365));
        // Not a JWT: the peer will say when it has ended.
        long exp = claims(token).path("exp").asLong();
        end = exp > 0 && exp < now.getEpochSecond() + LONGEST ? Instant.ofEpochSecond(exp) : end;
        return new Tokens(token, null, end, null);
    }

    /** What a token of Kommo says of itself, unverified; nothing where it is no JWT. */
    public static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException | RuntimeException notOne) {
            return MissingNode.getInstance();
        }
    }

    /** A refresh token alone: the first use refreshes. */
    static Tokens toBeRefreshed(Peer peer, String refreshToken, Instant now) {
        return new Tokens("", refreshToken, null, now.plus(unused(peer)));
    }

    /** Is there an access token that is good beyond that moment? */
    public boolean lastBeyond(Instant moment) {
        return accessExpiresAt != null && accessExpiresAt.isAfter(moment);
    }

    /** How long a refresh token lives unused. */
    private static Duration unused(Peer peer) {
        return Duration.ofDays(peer == Peer.KOMMO ? 90 : 100);
    }

    private static long seconds(JsonNode answer, String field, Duration otherwise) {
        long seconds = answer.path(field).asLong();
        return seconds > 0 ? Math.min(seconds, LONGEST) : otherwise.toSeconds();
    }

    /** Keeps the tokens out of logs. */
    @Override
    public String toString() {
        return "Tokens[accessExpiresAt=" + accessExpiresAt + ", refreshExpiresAt=" + refreshExpiresAt + "]";
    }
}
