package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxAddress;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.Store;

/** Kommo's OAuth: the consent page, which consents by itself, the token endpoint of each account, long-lived tokens. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo")
class KommoTokens {

    private static final String CODES = "grants.kommo.codes";
    private static final String PAIRS = "grants.kommo.pairs";
    private static final String ACCESS = "grants.kommo.access";
    private static final Duration CODE_LIFE = Duration.ofMinutes(20);
    private static final Duration ACCESS_LIFE = Duration.ofDays(1);
    private static final Duration REFRESH_LIFE = Duration.ofDays(90);
    private static final Duration LONG_LIFE = Duration.ofDays(5 * 365);

    private final Crm crm;
    private final Store store;
    private final SandboxSettings settings;
    private final SandboxAddress address;
    private final SecureRandom random = new SecureRandom();

    KommoTokens(Crm crm, Store store, SandboxSettings settings, SandboxAddress address) {
        this.crm = crm;
        this.store = store;
        this.settings = settings;
        this.address = address;
    }

    @GetMapping("/oauth")
    ResponseEntity<byte[]> consent(
            @RequestParam(name = "client_id") String clientId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "acme") String account,
            @RequestParam(defaultValue = "false") boolean deny) {
        require("client_id", clientId, settings.clientId());
        UriComponentsBuilder back = UriComponentsBuilder.fromUriString(address.kommoRedirect());
        if (deny) {
            back.queryParam("error", "access_denied");
        } else {
            String code = opaque();
            store.put(CODES, code, expiring(crm.account(account), CODE_LIFE));
            back.queryParam("code", code).queryParam("referer", account + ".kommo.com");
        }
        back.queryParam("client_id", clientId).queryParam("state", "{state}");
        return ResponseEntity.status(302)
                .location(back.encode().buildAndExpand(state).toUri())
                .build();
    }

    @PostMapping("/{subdomain}/oauth2/access_token")
    ResponseEntity<byte[]> token(@PathVariable String subdomain, @RequestBody byte[] body) throws IOException {
        JsonNode request = Json.read(body);
        Account account = crm.account(subdomain);
        require("client_id", request.path("client_id").asText(), settings.clientId());
        require("client_secret", request.path("client_secret").asText(), settings.clientSecret());
        require("redirect_uri", request.path("redirect_uri").asText(), address.kommoRedirect());
        String grant =
                switch (request.path("grant_type").asText()) {
                    case "authorization_code" ->
                        redeem(account, request.path("code").asText());
                    case "refresh_token" ->
                        refresh(account, request.path("refresh_token").asText());
                    default -> throw Refusal.oauth(400, "Check the `grant_type` parameter");
                };
        String refreshToken = opaque();
        ObjectNode pair = expiring(account, REFRESH_LIFE).put("grant", grant).put("token", refreshToken);
        store.put(PAIRS, refreshToken, pair);
        ObjectNode answer = Json.object()
                .put("token_type", "Bearer")
                .put("expires_in", ACCESS_LIFE.toSeconds())
                .put("server_time", crm.now().getEpochSecond())
                .put("access_token", accessToken(account, ACCESS_LIFE, refreshToken))
                .put("refresh_token", refreshToken)
                .put("_served_by", "sandbox");
        return Json.answer(200, answer);
    }

    /** What an administrator does in a private integration's settings. */
    @PostMapping("/accounts/{subdomain}/long-lived-token")
    ResponseEntity<byte[]> longLivedToken(@PathVariable String subdomain) {
        return Json.answer(200, Json.object().put("token", accessToken(crm.account(subdomain), LONG_LIFE, null)));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return refusal.answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notJson(IOException notJson) {
        return Refusal.oauth(400, "Check the `grant_type` parameter").answer();
    }

    /**
     * The account that the bearer may act in.
     *
     * @throws Refusal 401 when the token is unknown, of another account or expired
     */
    Account authenticate(String subdomain, String authorization) {
        String token = Objects.toString(authorization, "").replaceFirst("^Bearer ", "");
        ObjectNode access = store.find(ACCESS, token)
                .filter(found -> found.get("account").asText().equals(subdomain) && !expired(found))
                .orElseThrow(() -> Refusal.of(401, "Unauthorized", "Invalid user name or password"));
        if (access.has("refresh_token")) {
            use(access.get("refresh_token").asText());
        }
        return crm.account(subdomain);
    }

    private String redeem(Account account, String code) {
        ObjectNode kept = store.find(CODES, code)
                .filter(found -> found.get("account").asText().equals(account.subdomain()))
                .orElseThrow(() -> Refusal.oauth(400, "Cannot decrypt the authorization code"));
        if (kept.has("redeemed")) {
            throw Refusal.oauth(400, "Authorization code has been revoked");
        }
        if (expired(kept)) {
            throw Refusal.oauth(400, "Authorization code has expired");
        }
        store.put(CODES, code, kept.put("redeemed", true));
        return code;
    }

    private String refresh(Account account, String refreshToken) {
        ObjectNode pair = store.find(PAIRS, refreshToken)
                .filter(found -> found.get("account").asText().equals(account.subdomain()))
                .orElseThrow(() -> Refusal.oauth(400, "Invalid refresh token"));
        if (pair.has("dead") || expired(pair)) {
            throw Refusal.oauth(401, "Token has been revoked");
        }
        use(refreshToken);
        return pair.get("grant").asText();
    }

    /** The first use of a pair ends all others of its grant: until then a lost answer can be asked for again. */
    private void use(String refreshToken) {
        ObjectNode pair = store.find(PAIRS, refreshToken).orElseThrow();
        if (pair.has("used") || pair.has("dead")) {
            return;
        }
        store.put(PAIRS, refreshToken, pair.put("used", true));
        store.all(PAIRS).stream()
                .filter(other -> other.get("grant").equals(pair.get("grant")) && !other.equals(pair))
                .forEach(other -> store.put(PAIRS, other.get("token").asText(), other.put("dead", true)));
    }

    private String accessToken(Account account, Duration life, String refreshToken) {
        ObjectNode access = expiring(account, life);
        String claims =
                """
                {"aud": "%s", "jti": "%s", "sub": "%s", "exp": %s, "account_id": %s, "scopes": ["crm", "notifications"],
                 "base_domain": "kommo.com", "api_domain": "api-c.kommo.com"}"""
                        .formatted(
                                settings.clientId(), opaque(), account.userId(), access.get("expires"), account.id());
        String token = base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64(opaque());
        store.put(ACCESS, token, refreshToken == null ? access : access.put("refresh_token", refreshToken));
        return token;
    }

    private ObjectNode expiring(Account account, Duration life) {
        long expires = crm.now().plus(life).getEpochSecond();
        return Json.object().put("account", account.subdomain()).put("expires", expires);
    }

    private boolean expired(ObjectNode kept) {
        return kept.get("expires").asLong() <= crm.now().getEpochSecond();
    }

    private static void require(String parameter, String value, String expected) {
        if (!value.equals(expected)) {
            throw Refusal.oauth(400, "Check the `" + parameter + "` parameter");
        }
    }

    private String opaque() {
        byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        return "def50200" + HexFormat.of().formatHex(bytes);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
