package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.console.ConsoleTest;

/** The page of one connection: what a person changes there, and what is refused beside its field. */
class ConnectionPageTest extends ConsoleTest {

    private String cookie;
    private long id;

    @BeforeEach
    void open() {
        cookie = signIn();
        id = connection("Overview");
    }

    @Test
    void showsBothSides() {
        assertThat(page().body())
                .contains(
                        "<h1>Overview</h1>",
                        "acme.kommo.com",
                        "Not connected yet",
                        "Connect Kommo",
                        "No webhook lately")
                .contains("/webhooks/kommo/", "Not checked yet");
        assertThat(get("/connections/999999").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"shadow, SHADOW", "off, OFF"})
    void itsModeIsASwitch(String mode, String stored) {
        assertThat(post("mode", form("mode", mode)).status()).isEqualTo(302);

        assertThat(shown("mode")).isEqualToIgnoringCase(stored);
        assertThat(page().body()).contains("The mode was changed.");
        assertThat(post("mode", form("mode", "on")).status()).isEqualTo(400);
    }

    @Test
    void toGoLiveIsAskedOnAnotherPage() {
        assertThat(post("mode", form("mode", "live")).header("Location")).endsWith("/connections/" + id + "/live");
    }

    @Test
    void isPausedAndGoesOn() {
        post("pause", "");
        assertThat(shown("paused")).isEqualTo("true");
        assertThat(page().body()).contains("The connection is paused", ">Resume<");

        post("resume", "");
        assertThat(shown("paused")).isEqualTo("false");
        assertThat(audit("connection.change", id)).isEqualTo(2);
    }

    @Test
    void isRenamed() {
        assertThat(post("name", form("name", "  Acme <b>  ")).status()).isEqualTo(302);
        assertThat(page().body()).contains("<h1>Acme &lt;b&gt;</h1>");

        Answer refused = post("name", form("name", " "));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).containsPattern("id=\"name-error\">A name is needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "globex",
                " GLOBEX ",
                "https://globex.kommo.com",
                "globex.kommo.com/leads/list/?a=b",
                "http://Globex.kommo.com:443"
            })
    void anAddressIsTakenAsItIsCopied(String address) {
        assertThat(post("address", form("address", address)).status()).isEqualTo(302);

        assertThat(api("GET", "/connections/" + id, null)
                        .json()
                        .at("/kommo/subdomain")
                        .asText())
                .isEqualTo("globex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"globex.example.com", "a b", "https://www.kommo.com", "", "-acme", "evil.com/acme.kommo.com"})
    void aWrongAddressIsToldBesideItsField(String address) {
        Answer refused = post("address", form("address", address));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"address-error\">This is not the address of a Kommo account")
                .contains("aria-invalid=\"true\"");
    }

    @Test
    void aTokenOfNobodyIsToldBesideItsField() {
        Answer refused = post("kommo/token", form("token", "not-kommos-token"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .containsPattern("id=\"token-kommo-error\">Kommo does not take the token at acme")
                .doesNotContain("not-kommos-token");
    }

    private String shown(String member) {
        return api("GET", "/connections/" + id, null).json().path(member).asText();
    }

    private Answer page() {
        return get("/connections/" + id);
    }

    private Answer get(String path) {
        return send("GET", path, null, "Cookie", cookie);
    }

    private Answer post(String what, String fields) {
        return send(
                "POST",
                "/connections/" + id + "/" + what,
                fields + "&" + form("_csrf", token(page())),
                FORM[0],
                FORM[1],
                "Cookie",
                cookie);
    }
}
