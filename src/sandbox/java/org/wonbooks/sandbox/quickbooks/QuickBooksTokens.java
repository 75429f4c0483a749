package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.quickbooks.company.Companies;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.store.Grants;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.SandboxSettings;

/**
 * Intuit's OAuth 2.0: the consent page, which consents by itself, and the token and revoke endpoints. A consent has one
 * live refresh token, whose value turns over with age.
 */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks")
record QuickBooksTokens(Grants grants, Companies companies, SandboxSettings settings) {

    private static final String CODE = "quickbooks.code";
    private static final String REFRESH = "quickbooks.refresh";
    private static final String ACCESS = "quickbooks.access";
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final Duration ACCESS_LIFE = Duration.ofSeconds(3600);
    private static final Duration REFRESH_LIFE = Duration.ofSeconds(8_726_400);
    private static final Duration GRACE = Duration.ofHours(24);
    private static final Duration HARD_LIFE = Duration.ofDays(5 * 365);
    private static final String SCOPE = "com.intuit.quickbooks.accounting";

    /** Leads back with a code for the first company, or {@code realm}; with {@code deny} as if the user had refused. */
    @GetMapping("/connect/oauth2")
    ResponseEntity<byte[]> authorize(
            @RequestParam("client_id") String client,
            @RequestParam("response_type") String responseType,
            @RequestParam String scope,
            @RequestParam("redirect_uri") String redirectUri,
            @RequestParam String state,
            @RequestParam(required = false) String realm,
            @RequestParam(defaultValue = "false") boolean deny) {
        String realmId = realm == null ? companies.all().get(0).realmId() : realm;
        if (!client.equals(settings.clientId())
                || !responseType.equals("code")
                || !List.of(scope.split(" ")).contains(SCOPE)
                || companies.of(realmId).isEmpty()) {
            String sorry = "Sorry, but the app didn't connect: check client, scope and realm.";
            return Json.answer(400, MediaType.TEXT_PLAIN, sorry);
        }
        if (deny) {
            return Grants.redirect(redirectUri, "error", "access_denied", "state", state);
        }
        String code = "AB11" + Grants.random();
        grants.issue(CODE, code, realmId, redirectUri, CODE_LIFE);
        return Grants.redirect(redirectUri, "code", code, "realmId", realmId, "state", state);
    }

    @PostMapping("/oauth2/v1/tokens/bearer")
    ResponseEntity<byte[]> token(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestHeader(name = "x-include-refresh-token-hard-expires-in", defaultValue = "false") boolean hard,
            HttpServletRequest form) {
        if (!isClient(authorization)) {
            return error(401, "invalid_client", null);
        }
        String grantType = String.valueOf(form.getParameter("grant_type"));
        boolean byCode = grantType.equals("authorization_code");
        String given = form.getParameter(byCode ? "code" : "refresh_token");
        if (given == null || !byCode && !grantType.equals("refresh_token")) {
            return error(400, "invalid_request", "Missing or unknown parameter");
        }
        Optional<ObjectNode> refreshToken =
                byCode ? exchange(given, String.valueOf(form.getParameter("redirect_uri"))) : refresh(given);
        if (refreshToken.isEmpty()) {
            boolean access = grants.find(ACCESS, given).isPresent();
            return error(400, "invalid_grant", access ? "Incorrect Token type or clientID" : null);
        }
        ObjectNode tokens = tokens(refreshToken.get());
        if (hard) {
            tokens.put(
                    "x_refresh_token_hard_expires_in",
                    hardLife(refreshToken.get()).toSeconds());
        }
        return Json.answer(200, new QuickBooksAnswers(grants.store()).numbers(tokens));
    }

    @PostMapping("/v2/oauth2/tokens/revoke")
    ResponseEntity<byte[]> revoke(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestParam(required = false) String token,
            @RequestBody(required = false) byte[] body) {
        if (!isClient(authorization)) {
            return error(401, "invalid_client", null);
        }
        String given = token == null && body != null ? text(Json.read(body), "token") : Objects.toString(token, "");
        Optional<String> grant =
                grants.find(REFRESH, given).or(() -> grants.find(ACCESS, given)).map(issued -> text(issued, "grant"));
        grant.ifPresent(revoked -> Stream.of(REFRESH, ACCESS)
                .flatMap(kind -> grants.of(kind, revoked).stream())
                .forEach(grants::forget));
        return grant.isPresent() ? ResponseEntity.ok().build() : error(400, "invalid_request", "Unknown token");
    }

    @PostMapping("/realms/{realmId}/refresh-token")
    ResponseEntity<byte[]> refreshToken(@PathVariable String realmId) {
        companies.of(realmId).orElseThrow();
        return Json.answer(
                200, Json.object().set("refreshToken", consent(realmId).get("value")));
    }

    String realm(String accessToken) {
        return grants.find(ACCESS, accessToken)
                .filter(grants::alive)
                .map(access -> text(access, "owner"))
                .orElseThrow(() -> QuickBooksFault.unauthenticated("Token expired"));
    }

    /** A code works once, and only with the URI that it was asked for with, which is kept as its grant. */
    private Optional<ObjectNode> exchange(String code, String redirectUri) {
        Optional<ObjectNode> kept = grants.find(CODE, code);
        kept.ifPresent(grants::forget);
        return kept.filter(grants::alive)
                .filter(issued -> text(issued, "grant").equals(redirectUri))
                .map(issued -> consent(text(issued, "owner")));
    }

    private ObjectNode consent(String realmId) {
        Instant ends = grants.clock().instant().plus(HARD_LIFE);
        return issue(realmId, Grants.random(), ends.toString());
    }

    private ObjectNode issue(String realmId, String grant, String hardExpires) {
        return grants.keep(grants.issue(REFRESH, "RT1-" + Grants.random(), realmId, grant, REFRESH_LIFE)
                .put("hardExpires", hardExpires));
    }

    private Optional<ObjectNode> refresh(String value) {
        Optional<ObjectNode> found = grants.find(REFRESH, value)
                .filter(token -> grants.alive(token) && !hardLife(token).isNegative());
        if (found.isEmpty()) {
            return found;
        }
        ObjectNode token = found.get();
        Instant now = grants.clock().instant();
        if (token.has("replacedBy")) {
            return mode("tokens").equals("grace") ? refresh(text(token, "replacedBy")) : Optional.empty();
        }
        if (now.isBefore(Instant.parse(text(token, "issued")).plus(turnover()))) {
            return Optional.of(
                    grants.keep(token.put("expires", now.plus(REFRESH_LIFE).toString())));
        }
        ObjectNode next = issue(text(token, "owner"), text(token, "grant"), text(token, "hardExpires"));
        token.put("replacedBy", text(next, "value"))
                .put("expires", now.plus(GRACE).toString());
        grants.keep(token);
        return Optional.of(next);
    }

    private Duration turnover() {
        String turnover = mode("tokenTurnover");
        return turnover.isEmpty() ? settings.quickbooksTokenTurnover() : Duration.parse(turnover);
    }

    private String mode(String mode) {
        return Modes.of(grants.store(), "quickbooks", mode);
    }

    private ObjectNode tokens(ObjectNode refreshToken) {
        String access = "eyJ" + Grants.random() + Grants.random();
        grants.issue(ACCESS, access, text(refreshToken, "owner"), text(refreshToken, "grant"), ACCESS_LIFE);
        return Json.object()
                .put("token_type", "bearer")
                .put("access_token", access)
                .put("expires_in", ACCESS_LIFE.toSeconds())
                .put("refresh_token", text(refreshToken, "value"))
                .put("x_refresh_token_expires_in", REFRESH_LIFE.toSeconds())
                .put("x_something_new", "ignore me");
    }

    private Duration hardLife(ObjectNode refreshToken) {
        return Duration.between(grants.clock().instant(), Instant.parse(text(refreshToken, "hardExpires")));
    }

    private boolean isClient(String authorization) {
        String pair = settings.clientId() + ":" + settings.clientSecret();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return ("Basic " + basic).equals(authorization);
    }

    private static ResponseEntity<byte[]> error(int status, String error, String description) {
        ObjectNode body = Json.object().put("error", error);
        return Json.answer(status, description == null ? body : body.put("error_description", description));
    }
}
