package org.wonbooks.sandbox.kommo;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Grants;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxAddress;
import org.wonbooks.sandbox.store.SandboxSettings;

/**
 * Kommo's OAuth: the consent page, which consents by itself, the token endpoint of each account, long-lived tokens. A
 * refresh token's grant is the code that it comes from, an access token's the refresh token that it came with.
 */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/kommo")
record KommoTokens(Crm crm, Grants grants, SandboxSettings settings, SandboxAddress address) {

    private static final String CODE = "kommo.code";
    private static final String REFRESH = "kommo.refresh";
    private static final String ACCESS = "kommo.access";
    private static final Duration CODE_LIFE = Duration.ofMinutes(20);
    private static final Duration ACCESS_LIFE = Duration.ofDays(1);
    private static final Duration REFRESH_LIFE = Duration.ofDays(90);
    private static final Duration LONG_LIFE = Duration.ofDays(5 * 365);

    @GetMapping("/oauth")
    ResponseEntity<byte[]> consent(
            @RequestParam(name = "client_id") String client,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "acme") String account,
            @RequestParam(defaultValue = "false") boolean deny) {
        require("client_id", client, settings.clientId());
        String back = address.kommoRedirect();
        if (deny) {
            return Grants.redirect(back, "error", "access_denied", "client_id", client, "state", state);
        }
        String code = opaque();
        grants.issue(CODE, code, owner(crm.account(account)), "", CODE_LIFE);
        String referer = account + ".kommo.com";
        return Grants.redirect(back, "code", code, "referer", referer, "client_id", client, "state", state);
    }

    @PostMapping("/{subdomain}/oauth2/access_token")
    ResponseEntity<byte[]> token(@PathVariable String subdomain, @RequestBody byte[] body) {
        JsonNode request = Json.read(body);
        Account account = crm.account(subdomain);
        require("client_id", text(request, "client_id"), settings.clientId());
        require("client_secret", text(request, "client_secret"), settings.clientSecret());
        require("redirect_uri", text(request, "redirect_uri"), address.kommoRedirect());
        String code =
                switch (text(request, "grant_type")) {
                    case "authorization_code" -> redeem(account, text(request, "code"));
                    case "refresh_token" -> refresh(account, text(request, "refresh_token"));
                    default -> throw KommoProblem.oauth(400, "Check the `grant_type` parameter");
                };
        String refreshToken = opaque();
        grants.issue(REFRESH, refreshToken, owner(account), code, REFRESH_LIFE);
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
        return Json.answer(200, Json.object().put("token", accessToken(crm.account(subdomain), LONG_LIFE, "")));
    }

    /** Where the account of a refresh token is by now, at the host that its access tokens name. */
    @GetMapping("/{apiDomain:api-[a-z]\\.kommo\\.com}/oauth2/account/current/subdomain")
    ResponseEntity<byte[]> whereabouts(
            @RequestHeader(name = "X-Refresh-Token", defaultValue = "") String refreshToken) {
        ObjectNode pair = grants.find(REFRESH, refreshToken)
                .filter(found -> !found.has("dead") && grants.alive(found))
                .orElseThrow(() -> KommoProblem.of(401, "Unauthorized", "Invalid refresh token"));
        Account account = crm.accounts().stream()
                .filter(each -> owns(each, pair))
                .findFirst()
                .orElseThrow();
        return Json.answer(
                200,
                Json.object()
                        .put("id", account.id())
                        .put("subdomain", account.subdomain())
                        .put("domain", account.subdomain() + ".kommo.com")
                        .put("top_level_domain", "com"));
    }

    /** An administrator removes the integration: none of its tokens works any more. */
    void end(Account account) {
        for (String kind : List.of(CODE, REFRESH, ACCESS)) {
            grants.all(kind).stream().filter(issued -> owns(account, issued)).forEach(grants::forget);
        }
    }

    /**
     * The account that the bearer may act in.
     *
     * @throws KommoProblem 404 where no account is, 401 when the token is unknown, of another account or expired
     */
    Account authenticate(String subdomain, String authorization) {
        Account account = crm.account(subdomain);
        String token = Objects.toString(authorization, "").replaceFirst("^Bearer ", "");
        ObjectNode access = grants.find(ACCESS, token)
                .filter(found -> owns(account, found) && grants.alive(found))
                .orElseThrow(() -> KommoProblem.of(401, "Unauthorized", "Invalid user name or password"));
        grants.find(REFRESH, text(access, "grant")).ifPresent(this::use);
        return account;
    }

    private String redeem(Account account, String code) {
        ObjectNode kept = find(CODE, account, code, "Cannot decrypt the authorization code");
        if (kept.has("redeemed")) {
            throw KommoProblem.oauth(400, "Authorization code has been revoked");
        }
        if (!grants.alive(kept)) {
            throw KommoProblem.oauth(400, "Authorization code has expired");
        }
        grants.keep(kept.put("redeemed", true));
        return code;
    }

    private String refresh(Account account, String refreshToken) {
        ObjectNode pair = find(REFRESH, account, refreshToken, "Invalid refresh token");
        if (pair.has("dead") || !grants.alive(pair)) {
            throw KommoProblem.oauth(401, "Token has been revoked");
        }
        use(pair);
        return text(pair, "grant");
    }

    /** The first use of a pair ends all others of its grant: until then a lost answer can be asked for again. */
    private void use(ObjectNode pair) {
        if (!pair.has("used") && !pair.has("dead")) {
            grants.of(REFRESH, text(pair, "grant")).forEach(other -> grants.keep(other.put("dead", true)));
            grants.keep(pair.put("used", true));
        }
    }

    private ObjectNode find(String kind, Account account, String value, String otherwise) {
        return grants.find(kind, value)
                .filter(found -> owns(account, found))
                .orElseThrow(() -> KommoProblem.oauth(400, otherwise));
    }

    private String accessToken(Account account, Duration life, String refreshToken) {
        String claims =
                """
                {"aud": "%s", "jti": "%s", "sub": "%s", "exp": %s, "account_id": %s, "scopes": ["crm", "notifications"],
                 "base_domain": "kommo.com", "api_domain": "api-c.kommo.com"}"""
                        .formatted(
                                settings.clientId(),
                                opaque(),
                                account.userId(),
                                crm.now().plus(life).getEpochSecond(),
                                account.id());
        String token = base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64(opaque());
        grants.issue(ACCESS, token, owner(account), refreshToken, life);
        return token;
    }

    /** An account keeps its number when it is renamed. */
    private static String owner(Account account) {
        return String.valueOf(account.id());
    }

    /** Books of before have the subdomain there. */
    private static boolean owns(Account account, ObjectNode issued) {
        return List.of(owner(account), account.subdomain()).contains(text(issued, "owner"));
    }

    private static void require(String parameter, String value, String expected) {
        if (!value.equals(expected)) {
            throw KommoProblem.oauth(400, "Check the `" + parameter + "` parameter");
        }
    }

    private static String opaque() {
        return "def50200" + Grants.random();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
