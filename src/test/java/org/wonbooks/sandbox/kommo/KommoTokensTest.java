package org.wonbooks.sandbox.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.SandboxRun.Answer;

class KommoTokensTest {

    private static final String REDIRECT = "https://wonbooks.example/oauth/kommo/callback";

    private static SandboxRun sandbox;

    @BeforeAll
    static void start(@TempDir Path data) {
        sandbox = new SandboxRun(
                data, "--wonbooks.sandbox.speed=1000", "--wonbooks.sandbox.kommo-redirect-uri=" + REDIRECT);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void consentLeadsBackWithCodeStateAndAccount() throws IOException {
        var back =
                UriComponentsBuilder.fromUriString(consent("&state=a%20b%26c")).build();
        assertThat(back.toUriString()).startsWith(REDIRECT + "?");
        assertThat(back.getQueryParams().getFirst("referer")).isEqualTo("acme.kommo.com");
        assertThat(back.getQueryParams().getFirst("state")).isEqualTo("a%20b%26c");
        assertThat(consent("&deny=true")).contains("error=access_denied").doesNotContain("code=");
    }

    @Test
    void codeWorksOnceAndForTwentyMinutes() throws IOException {
        String code = code();
        assertThat(redeem(code).status()).isEqualTo(200);
        assertThat(hint(redeem(code))).isEqualTo("400 Authorization code has been revoked");

        String late = code();
        sandbox.control("POST", "/clock?advance=PT20M", null);
        assertThat(hint(redeem(late))).isEqualTo("400 Authorization code has expired");
        assertThat(hint(redeem("x"))).isEqualTo("400 Cannot decrypt the authorization code");
    }

    @Test
    void accessEndsAfterADay() throws IOException {
        String access = redeem(code()).json().get("access_token").asText();
        assertThat(access.split("\\.")).hasSize(3);
        assertThat(account(access).status()).isEqualTo(200);

        sandbox.control("POST", "/clock?advance=P1D", null);
        assertThat(account(access).status()).isEqualTo(401);
        assertThat(account(access).json().get("detail").asText()).isEqualTo("Invalid user name or password");
        assertThat(account("").status()).isEqualTo(401);
    }

    @Test
    void oldRefreshTokenServesUntilTheNewPairIsUsed() throws IOException {
        String first = redeem(code()).json().get("refresh_token").asText();
        assertThat(refresh(first).status()).isEqualTo(200);
        JsonNode second = refresh(first).json();
        assertThat(second.get("refresh_token").asText()).isNotEqualTo(first);

        assertThat(account(second.get("access_token").asText()).status()).isEqualTo(200);

        assertThat(hint(refresh(first))).isEqualTo("401 Token has been revoked");
        assertThat(refresh(second.get("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(hint(refresh("x"))).isEqualTo("400 Invalid refresh token");
    }

    @Test
    void aLostTokenAnswerIsCountedAndCanBeAskedForAgain() throws IOException {
        String first = redeem(code()).json().get("refresh_token").asText();
        sandbox.control("DELETE", "/calls", null);
        sandbox.control(
                "POST",
                "/faults",
                "{\"system\":\"kommo\",\"path\":\"access_token$\",\"kind\":\"cut\",\"when\":\"after\"}");

        assertThatThrownBy(() -> refresh(first)).isInstanceOf(IOException.class);
        assertThat(refresh(first).status()).isEqualTo(200);

        JsonNode calls = sandbox.control("GET", "/calls?system=kommo&path=access_token", null);
        assertThat(calls.findValuesAsText("status")).containsExactly("0", "200");
        assertThat(calls.toString()).doesNotContain(first).doesNotContain("sandbox-secret");
    }

    @Test
    void tokenEndpointWantsTheSameRedirectAndTheSecret() throws IOException {
        String code = code();
        assertThat(hint(token("code", code, "sandbox-secret", REDIRECT + "/")))
                .isEqualTo("400 Check the `redirect_uri` parameter");
        assertThat(hint(token("code", code, "wrong", REDIRECT))).isEqualTo("400 Check the `client_secret` parameter");
        assertThat(redeem(code).status()).isEqualTo(200);
    }

    @Test
    void tokenIsOfOneAccount() throws IOException {
        String access = redeem(code()).json().get("access_token").asText();
        Answer other =
                sandbox.send("GET", "/sandbox/kommo/globex/api/v4/account", null, "Authorization", "Bearer " + access);
        assertThat(other.status()).isEqualTo(401);
    }

    private static String consent(String more) throws IOException {
        Answer answer = sandbox.send("GET", "/sandbox/kommo/oauth?client_id=sandbox-client" + more, null);
        assertThat(answer.status()).isEqualTo(302);
        return answer.response().headers().firstValue("location").orElseThrow();
    }

    private static String code() throws IOException {
        return UriComponentsBuilder.fromUriString(consent("&state=s"))
                .build()
                .getQueryParams()
                .getFirst("code");
    }

    private static Answer redeem(String code) throws IOException {
        return token("code", code, "sandbox-secret", REDIRECT);
    }

    private static Answer refresh(String refreshToken) throws IOException {
        return token("refresh_token", refreshToken, "sandbox-secret", REDIRECT);
    }

    private static Answer token(String kind, String value, String secret, String redirect) throws IOException {
        String grant = kind.equals("code") ? "authorization_code" : kind;
        return sandbox.send(
                "POST",
                Acme.ACCOUNT + "/oauth2/access_token",
                """
                {"client_id": "sandbox-client", "client_secret": "%s", "grant_type": "%s", "%s": "%s", "redirect_uri": "%s"}"""
                        .formatted(secret, grant, kind, value, redirect),
                "Content-Type",
                "application/json");
    }

    private static Answer account(String access) throws IOException {
        return sandbox.send("GET", Acme.ACCOUNT + "/api/v4/account", null, "Authorization", "Bearer " + access);
    }

    private static String hint(Answer answer) throws IOException {
        return answer.status() + " " + answer.json().path("hint").asText();
    }
}
