package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxSettings;

/** Intuit's OAuth 2.0: the consent page, which consents by itself, and the token and revoke endpoints. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks")
class OauthController {

    private static final String SCOPE = "com.intuit.quickbooks.accounting";
    private static final String HARD_EXPIRY = "x-include-refresh-token-hard-expires-in";

    private final Grants grants;
    private final Books books;
    private final SandboxSettings settings;

    OauthController(Grants grants, Books books, SandboxSettings settings) {
        this.grants = grants;
        this.books = books;
        this.settings = settings;
    }

    /** Leads back with a code for the first company, or {@code realm}; with {@code deny} as if the user had refused. */
    @GetMapping("/connect/oauth2")
    ResponseEntity<byte[]> authorize(
            @RequestParam("client_id") String clientId,
            @RequestParam("response_type") String responseType,
            @RequestParam String scope,
            @RequestParam("redirect_uri") String redirectUri,
            @RequestParam String state,
            @RequestParam(required = false) String realm,
            @RequestParam(defaultValue = "false") boolean deny) {
        String realmId = realm == null ? books.companies().get(0).realmId() : realm;
        if (!clientId.equals(settings.clientId())
                || !responseType.equals("code")
                || !(" " + scope + " ").contains(" " + SCOPE + " ")
                || books.company(realmId).isEmpty()) {
            return Json.answer(
                    400, MediaType.TEXT_PLAIN, "Sorry, but the app didn't connect: check client, scope and realm.");
        }
        UriComponentsBuilder back = UriComponentsBuilder.fromUriString(redirectUri);
        if (deny) {
            back.queryParam("error", "access_denied");
        } else {
            back.queryParam("code", grants.code(realmId, redirectUri)).queryParam("realmId", realmId);
        }
        URI target = back.queryParam("state", "{state}")
                .encode()
                .buildAndExpand(state)
                .toUri();
        return ResponseEntity.status(HttpStatus.FOUND).location(target).build();
    }

    @PostMapping("/oauth2/v1/tokens/bearer")
    ResponseEntity<byte[]> token(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestHeader(name = HARD_EXPIRY, defaultValue = "false") boolean hardExpiry,
            HttpServletRequest form) {
        if (!isClient(authorization)) {
            return error(401, "invalid_client", null);
        }
        String grantType = String.valueOf(form.getParameter("grant_type"));
        String code = form.getParameter("code");
        String refreshToken = form.getParameter("refresh_token");
        if (grantType.equals("refresh_token") && refreshToken != null && grants.isAccessToken(refreshToken)) {
            return error(400, "invalid_grant", "Incorrect Token type or clientID");
        }
        Optional<ObjectNode> tokens;
        if (grantType.equals("authorization_code") && code != null) {
            tokens = grants.exchange(code, form.getParameter("redirect_uri"));
        } else if (grantType.equals("refresh_token") && refreshToken != null) {
            tokens = grants.refresh(refreshToken);
        } else {
            return error(400, "invalid_request", "Missing or unknown parameter");
        }
        if (tokens.isEmpty()) {
            return error(400, "invalid_grant", null);
        }
        if (!hardExpiry) {
            tokens.get().remove("x_refresh_token_hard_expires_in");
        }
        return Json.answer(200, tokens.get().put("x_something_new", "ignore me"));
    }

    @PostMapping("/v2/oauth2/tokens/revoke")
    ResponseEntity<byte[]> revoke(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestParam(required = false) String token,
            @RequestBody(required = false) byte[] body)
            throws IOException {
        if (!isClient(authorization)) {
            return error(401, "invalid_client", null);
        }
        JsonNode json = token == null && body != null ? Json.read(body) : Json.object();
        boolean known = grants.revoke(token == null ? json.path("token").asText() : token);
        return known ? ResponseEntity.ok().build() : error(400, "invalid_request", "Unknown token");
    }

    private boolean isClient(String authorization) {
        String pair = settings.clientId() + ":" + settings.clientSecret();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return ("Basic " + basic).equals(authorization);
    }

    private static ResponseEntity<byte[]> error(int status, String error, String description) {
        ObjectNode body = Json.object().put("error", error);
        if (description != null) {
            body.put("error_description", description);
        }
        return Json.answer(status, body);
    }
}
