package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.Store;

/** What users have consented to, and the tokens made from it. Each grant has one live refresh token value. */
@Component
@Profile("sandbox")
class Grants {

    private static final String GRANTS = "quickbooks-oauth.grants";
    private static final String ACCESS = "quickbooks-oauth.access";
    private static final String CODES = "quickbooks-oauth.codes";
    private static final Duration ACCESS_LIFE = Duration.ofSeconds(3600);
    private static final Duration REFRESH_LIFE = Duration.ofSeconds(8_726_400);
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final Duration HARD_LIFE = Duration.ofDays(5 * 365);

    private final Store store;
    private final Clock clock;
    private final Duration turnover;

    Grants(Store store, SandboxClock clock, SandboxSettings settings) {
        this.store = store;
        this.clock = clock;
        this.turnover = settings.quickbooksTokenTurnover();
    }

    /** A code that can be exchanged once. */
    String code(String realmId, String redirectUri) {
        String code = "AB11" + random();
        store.put(
                CODES,
                code,
                Json.object()
                        .put("realmId", realmId)
                        .put("redirectUri", redirectUri)
                        .put("expires", text(clock.instant().plus(CODE_LIFE))));
        return code;
    }

    /** The tokens for a code; empty when the code is unknown, used, too old, or was asked for with another URI. */
    Optional<ObjectNode> exchange(String code, String redirectUri) {
        Optional<ObjectNode> consent = store.find(CODES, code)
                .filter(this::alive)
                .filter(kept -> kept.path("redirectUri").asText().equals(redirectUri));
        store.remove(CODES, code);
        return consent.map(kept -> tokens(grant(kept.path("realmId").asText())));
    }

    /** New tokens for a refresh token; its value turns over with age. Empty when it is unknown or dead. */
    Optional<ObjectNode> refresh(String refreshToken) {
        return byRefreshToken(refreshToken).filter(this::alive).map(grant -> {
            Instant turns = Instant.parse(grant.path("since").asText()).plus(turnover);
            if (!turns.isAfter(clock.instant())) {
                renew(grant);
            }
            grant.put("expires", text(clock.instant().plus(REFRESH_LIFE)));
            store.put(GRANTS, grant.path("id").asText(), grant);
            return tokens(grant);
        });
    }

    /** A new grant, as if a user had consented. */
    ObjectNode grant(String realmId) {
        ObjectNode grant = Json.object()
                .put("id", random())
                .put("realmId", realmId)
                .put("expires", text(clock.instant().plus(REFRESH_LIFE)))
                .put("hardExpires", text(clock.instant().plus(HARD_LIFE)));
        renew(grant);
        store.put(GRANTS, grant.path("id").asText(), grant);
        return grant;
    }

    /** Ends the grant that a refresh or access token comes from; false when it is unknown. */
    boolean revoke(String token) {
        Optional<String> id = byRefreshToken(token)
                .map(grant -> grant.path("id").asText())
                .or(() -> store.find(ACCESS, token)
                        .map(access -> access.path("grant").asText()));
        id.ifPresent(grant -> store.remove(GRANTS, grant));
        return id.isPresent();
    }

    boolean isAccessToken(String token) {
        return store.find(ACCESS, token).isPresent();
    }

    /** The company that the access token is for. */
    String realm(String accessToken) {
        return store.find(ACCESS, accessToken)
                .filter(this::alive)
                .filter(access ->
                        store.find(GRANTS, access.path("grant").asText()).isPresent())
                .orElseThrow(() -> QuickBooksFault.unauthenticated("Token expired"))
                .path("realmId")
                .asText();
    }

    private ObjectNode tokens(ObjectNode grant) {
        String access = "eyJ" + random() + random();
        store.all(ACCESS).stream()
                .filter(old -> !alive(old))
                .forEach(old -> store.remove(ACCESS, old.path("token").asText()));
        store.put(
                ACCESS,
                access,
                Json.object()
                        .put("token", access)
                        .put("grant", grant.path("id").asText())
                        .put("realmId", grant.path("realmId").asText())
                        .put("expires", text(clock.instant().plus(ACCESS_LIFE))));
        Instant hardExpires = Instant.parse(grant.path("hardExpires").asText());
        return Json.object()
                .put("token_type", "bearer")
                .put("access_token", access)
                .put("expires_in", ACCESS_LIFE.toSeconds())
                .put("refresh_token", grant.path("refreshToken").asText())
                .put("x_refresh_token_expires_in", REFRESH_LIFE.toSeconds())
                .put(
                        "x_refresh_token_hard_expires_in",
                        Duration.between(clock.instant(), hardExpires).toSeconds());
    }

    private Optional<ObjectNode> byRefreshToken(String refreshToken) {
        return store.all(GRANTS).stream()
                .filter(grant -> grant.path("refreshToken").asText().equals(refreshToken))
                .findFirst();
    }

    private void renew(ObjectNode grant) {
        grant.put("refreshToken", "RT1-" + random()).put("since", text(clock.instant()));
    }

    private boolean alive(ObjectNode granted) {
        Instant now = clock.instant();
        boolean consented = !granted.has("hardExpires")
                || Instant.parse(granted.path("hardExpires").asText()).isAfter(now);
        return consented && Instant.parse(granted.path("expires").asText()).isAfter(now);
    }

    private static String text(Instant instant) {
        return instant.toString();
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
