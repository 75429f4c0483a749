package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
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
import org.wonbooks.sandbox.SandboxClock;
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
    private final Clock clock;
    private final SandboxSettings settings;
    private final SandboxAddress address;
    private final SecureRandom random = new SecureRandom();

    KommoTokens(Crm crm, Store store, SandboxClock clock, SandboxSettings settings, SandboxAddress address) {
        this.crm = crm;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.address = address;
    }

    @GetMapping("/oauth")
    ResponseEntity<byte[]> consent(
            @RequestParam(name = "client_id") String clientId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "acme") String account,
            @RequestParam(defaultValue = "false") boolean deny) {
        if (!clientId.equals(settings.clientId())) {
            throw refusal(400, "Check the `client_id` parameter");
        }
        String host = account(account).host();
        UriComponentsBuilder back = UriComponentsBuilder.fromUriString(address.kommoRedirect());
        if (deny) {
            back.queryParam("error", "access_denied");
        } else {
            String code = opaque();
            store.put(CODES, code, expiring(account, CODE_LIFE));
            back.queryParam("code", code).queryParam("referer", host);
        }
        back.queryParam("client_id", clientId).queryParam("state", "{state}");
        URI location = back.encode().buildAndExpand(state).toUri();
        return ResponseEntity.status(302).location(location).build();
    }

    @PostMapping("/{subdomain}/oauth2/access_token")
    ResponseEntity<byte[]> token(@PathVariable String subdomain, @RequestBody byte[] body) throws IOException {
        JsonNode request = Json.read(body);
        Account account = account(subdomain);
        require(request, "client_id", settings.clientId());
        require(request, "client_secret", settings.clientSecret());
        require(request, "redirect_uri", address.kommoRedirect());
        String grant =
                switch (request.path("grant_type").asText()) {
                    case "authorization_code" ->
                        redeem(account, request.path("code").asText());
                    case "refresh_token" ->
                        refresh(account, request.path("refresh_token").asText());
                    default -> throw refusal(400, "Check the `grant_type` parameter");
                };
        String refreshToken = opaque();
        store.put(
                PAIRS,
                refreshToken,
                expiring(subdomain, REFRESH_LIFE).put("grant", grant).put("token", refreshToken));
        return Json.answer(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("expires_in", ACCESS_LIFE.toSeconds())
                        .put("server_time", clock.instant().getEpochSecond())
                        .put("access_token", accessToken(account, ACCESS_LIFE, refreshToken))
                        .put("refresh_token", refreshToken)
                        .put("issued_by", "sandbox"));
    }

    /** What an administrator does in a private integration's settings. */
    @PostMapping("/accounts/{subdomain}/long-lived-token")
    ResponseEntity<byte[]> longLivedToken(@PathVariable String subdomain) {
        return Json.answer(200, Json.object().put("token", accessToken(account(subdomain), LONG_LIFE, null)));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return Json.answer(refusal.status(), MediaType.APPLICATION_PROBLEM_JSON, Json.text(refusal.body()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notJson(IOException notJson) {
        return refused(refusal(400, "Check the `grant_type` parameter"));
    }

    /**
     * The account that the bearer may act in.
     *
     * @throws Refusal 401 when the token is unknown, of another account or expired
     */
    Account authenticate(String subdomain, String authorization) {
        String token = Objects.toString(authorization, "").replaceFirst("^Bearer ", "");
        ObjectNode access = store.find(ACCESS, token)
                .filter(found -> found.path("account").asText().equals(subdomain) && !expired(found))
                .orElseThrow(() -> Refusal.of(401, "Unauthorized", "Invalid user name or password"));
        if (access.has("refresh_token")) {
            use(access.get("refresh_token").asText());
        }
        return account(subdomain);
    }

    private String redeem(Account account, String code) {
        ObjectNode found = store.find(CODES, code)
                .filter(kept -> kept.path("account").asText().equals(account.subdomain()))
                .orElseThrow(() -> refusal(400, "Cannot decrypt the authorization code"));
        if (found.path("redeemed").asBoolean()) {
            throw refusal(400, "Authorization code has been revoked");
        }
        if (expired(found)) {
            throw refusal(400, "Authorization code has expired");
        }
        store.put(CODES, code, found.put("redeemed", true));
        return code;
    }

    private String refresh(Account account, String refreshToken) {
        ObjectNode pair = store.find(PAIRS, refreshToken)
                .filter(found -> found.path("account").asText().equals(account.subdomain()))
                .orElseThrow(() -> refusal(400, "Invalid refresh token"));
        if (pair.path("dead").asBoolean() || expired(pair)) {
            throw refusal(401, "Token has been revoked");
        }
        use(refreshToken);
        return pair.get("grant").asText();
    }

    /** The first use of a pair ends all others of its grant: until then a lost answer can be asked for again. */
    private void use(String refreshToken) {
        ObjectNode pair = store.find(PAIRS, refreshToken).orElseThrow();
        if (pair.path("used").asBoolean() || pair.path("dead").asBoolean()) {
            return;
        }
        store.put(PAIRS, refreshToken, pair.put("used", true));
        store.all(PAIRS).stream()
                .filter(other -> other.get("grant").equals(pair.get("grant")) && !other.equals(pair))
                .forEach(other -> store.put(PAIRS, other.get("token").asText(), other.put("dead", true)));
    }

    private String accessToken(Account account, Duration life, String refreshToken) {
        ObjectNode access = expiring(account.subdomain(), life);
        ObjectNode claims = Json.object()
                .put("aud", settings.clientId())
                .put("jti", opaque())
                .put("sub", String.valueOf(account.userId()))
                .put("exp", access.get("expires").longValue())
                .put("account_id", account.id())
                .put("base_domain", "kommo.com")
                .put("api_domain", "api-c.kommo.com");
        claims.putArray("scopes").add("crm").add("notifications");
        byte[] signature = new byte[128];
        random.nextBytes(signature);
        String token = base64(Json.text(Json.object().put("typ", "JWT").put("alg", "RS256"))
                        .getBytes(StandardCharsets.UTF_8))
                + "." + base64(Json.text(claims).getBytes(StandardCharsets.UTF_8))
                + "." + base64(signature);
        store.put(ACCESS, token, refreshToken == null ? access : access.put("refresh_token", refreshToken));
        return token;
    }

    private ObjectNode expiring(String subdomain, Duration life) {
        return Json.object()
                .put("account", subdomain)
                .put("expires", clock.instant().plus(life).getEpochSecond());
    }

    private boolean expired(ObjectNode kept) {
        return kept.get("expires").longValue() <= clock.instant().getEpochSecond();
    }

    private Account account(String subdomain) {
        return crm.account(subdomain)
                .orElseThrow(() -> Refusal.of(404, "Not Found", "There is no account " + subdomain));
    }

    private static void require(JsonNode request, String parameter, String expected) {
        if (!request.path(parameter).asText().equals(expected)) {
            throw refusal(400, "Check the `" + parameter + "` parameter");
        }
    }

    private static Refusal refusal(int status, String hint) {
        ObjectNode body = Json.object()
                .put("hint", hint)
                .put("title", status == 401 ? "Unauthorized" : "Bad Request")
                .put("type", "https://developers.amocrm.ru/v3/errors/OAuthProblemJson")
                .put("status", status)
                .put("detail", "The request is missing a required parameter, or one of them is not valid.");
        return new Refusal(status, body);
    }

    private String opaque() {
        byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        return "def50200" + HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
