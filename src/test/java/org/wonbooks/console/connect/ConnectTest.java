package org.wonbooks.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.testing.SandboxCalls;

/** The steps of a new connection, as a browser takes them; the sandbox is both systems, and consents by itself. */
class ConnectTest extends ConsoleTest {

    private String cookie;

    /** With those of the connect that was begun last. */
    private String cookies;

    @BeforeEach
    void logIn() {
        // Another test may have connected it.
        jdbc.sql("update connection set realm_id = null where realm_id = ?")
                .param(GLOBEX)
                .update();
        cookie = signIn();
    }

    @Test
    void leadsFromAnAddressToBothSidesInShadow() {
        assertThat(get("/connections/new").body())
                .contains("The keys are there", "/oauth/quickbooks/callback")
                .doesNotContain("<details class=\"sheet\" open", "sandbox-secret", "sandbox-verifier");

        long id = begin("https://acme.kommo.com/leads/", "");
        assertThat(get("/connections/new").body()).contains("Go on with acme");
        assertThat(get("/connections/" + id + "/kommo").body()).contains("Connect Kommo", "Long-lived token");

        assertThat(connect(id, "kommo", "")).isEqualTo("/connections/" + id + "/quickbooks");
        assertThat(get("/connections/" + id + "/kommo").body()).contains(">Connected<", ">Next<");
        assertThat(get("/connections/" + id + "/quickbooks").body()).contains("Connect QuickBooks");

        assertThat(connect(id, "quickbooks", "&realm=" + GLOBEX)).isEqualTo("/connections/" + id + "/bill");
        assertThat(shown(id, "/state")).isEqualTo("READY");
        assertThat(shown(id, "/mode")).isEqualTo("shadow");
    }

    @Test
    void whoIsRefusedComesBackToTheStep() {
        long id = begin("acme", "Refused");

        Answer refused = get(callback(id, "quickbooks", "&deny=true"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("href=\"/connections/" + id + "/kommo\"");
    }

    @Test
    void aConsentBegunElsewhereLeadsToWhereItWasBegun() {
        long id = begin("acme", "Elsewhere");

        assertThat(connect(id, "kommo", "", "")).isEqualTo("/");
        assertThat(connect(id, "kommo", "", "&back=connection")).isEqualTo("/connections/" + id);
        assertThat(connect(id, "kommo", "", "&back=https://evil.example")).isEqualTo("/");
    }

    @Test
    void aLongLivedTokenWillDo() {
        long id = begin("acme", "By token");

        Answer refused = post("/connections/" + id + "/kommo", form("token", "of-nobody"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("id=\"token-error\">Kommo does not take the token")
                .doesNotContain("of-nobody");

        String token = new SandboxCalls(port)
                .post("/kommo/accounts/acme/long-lived-token")
                .path("token")
                .asText();
        assertThat(post("/connections/" + id + "/kommo", form("token", token)).header("Location"))
                .endsWith("/connections/" + id + "/quickbooks");
        assertThat(shown(id, "/kommo/state")).isEqualTo("READY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme example | Right | address | This is not the address",
                "''           | Right | address | This is not the address",
                "acme         | \u202Eemca | name | a character that can't be shown",
            })
    void whatIsWrongIsToldBesideItsFieldAndStays(String address, String name, String field, String words) {
        Answer refused = post("/connections/new", form("address", address) + "&" + form("name", name));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().replace("&#39;", "'"))
                .containsPattern("id=\"" + field + "-error\">[^<]*" + Pattern.quote(words))
                .contains("value=\"" + address + "\"");
    }

    @Test
    void keysOfTheConfigurationAreNotReplaced() {
        String keys =
                form("quickbooksId", "mine") + "&" + form("quickbooksSecret", "mine") + "&" + form("verifier", "a b");

        assertThat(post("/connections/new/keys", keys).status()).isEqualTo(302);

        assertThat(count("app_key")).isZero();
        assertThat(get("/connections/new").body())
                .contains("given by the configuration")
                .doesNotContain("name=\"quickbooksId\"");
    }

    /** Answers its id. */
    private long begin(String address, String name) {
        String next = post("/connections/new", form("address", address) + "&" + form("name", name))
                .header("Location");
        Matcher id = Pattern.compile("/connections/(\\d+)/kommo$").matcher(next);
        assertThat(id.find()).as(next).isTrue();
        return Long.parseLong(id.group(1));
    }

    private String connect(long id, String peer, String chosen) {
        return connect(id, peer, chosen, "&back=steps");
    }

    /** Answers where the person comes back to. */
    private String connect(long id, String peer, String chosen, String back) {
        Answer answer = send("GET", path(callback(id, peer, chosen, back)), null, "Cookie", cookies);
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return path(answer.header("Location"));
    }

    private String callback(long id, String peer, String chosen) {
        return callback(id, peer, chosen, "&back=steps");
    }

    /** The address to which the consent page sends the browser. */
    private String callback(long id, String peer, String chosen, String back) {
        Answer away = get("/oauth/" + peer + "/connect?connection=" + id + back);
        assertThat(away.status()).as(away.body()).isEqualTo(302);
        cookies = cookie + "; " + away.cookie();
        return path(send("GET", path(away.header("Location")) + chosen, null).header("Location"));
    }

    private static String path(String address) {
        return address.replaceFirst("^https?://[^/]+", "");
    }

    private String shown(long id, String member) {
        return api("GET", "/connections/" + id, null).json().at(member).asText();
    }

    private Answer get(String path) {
        return send("GET", path, null, "Cookie", cookies == null ? cookie : cookies);
    }

    private Answer post(String path, String fields) {
        String token = form("_csrf", token(get("/connections/new")));
        return send("POST", path, fields + "&" + token, FORM[0], FORM[1], "Cookie", cookie);
    }
}
