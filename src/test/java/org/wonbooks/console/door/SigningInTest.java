package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wonbooks.console.ConsoleTest;

/** How a person signs in, and what they do then in their browser. */
@ExtendWith(OutputCaptureExtension.class)
class SigningInTest extends ConsoleTest {

    @Test
    void aPersonSignsInAndOut() {
        Answer away = send("GET", "/", null, "Accept", "text/html");
        assertThat(away.status()).isEqualTo(302);
        assertThat(away.header("Location")).isEqualTo("/login");

        Answer form = send("GET", "/login", null);
        assertThat(form.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(form.body())
                .contains("name=\"password\" type=\"password\"", "autocomplete=\"current-password\"")
                .doesNotContain("<script>", "<style", " style=");

        assertThat(form.cookie()).startsWith("wonbooks-form=");

        Answer wrong = signIn(form, "wrong");
        assertThat(wrong.header("Location")).isEqualTo("/login?error");
        assertThat(wrong.header("Set-Cookie")).isNull();
        assertThat(send("GET", "/login?error", null).body()).contains("not the password");

        Answer in = signIn(form, PASSWORD);
        assertThat(in.header("Location")).isEqualTo("/");
        assertThat(in.cookie()).startsWith("wonbooks=");
        assertThat(signIn(form, PASSWORD).cookie()).isNotEqualTo(in.cookie());

        Answer page = send("GET", "/", null, "Cookie", in.cookie());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("/webhooks/quickbooks", "href=\"/sandbox/\"")
                .doesNotContain("<script>", "<style", " style=", "/webhooks/kommo/");

        assertThat(signOut(page, in.cookie()).status()).isEqualTo(302);
        assertThat(send("GET", "/", null, "Cookie", in.cookie()).status()).isEqualTo(401);
    }

    /** Nothing of a form is kept; a program, and whoever is signed in and sends no token, are refused as ever. */
    @Test
    void aFormOfASessionThatHasEndedLeadsToTheLogInAndBack() {
        String[] reader = {FORM[0], FORM[1], "Accept", "text/html", "Cookie", "wonbooks=ended"};
        Answer sent = send("POST", "/routes/rollback", form("_csrf", "old"), reader);
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.header("Location")).isEqualTo("/login?ended&next=%2Froutes");
        Answer form = send("GET", sent.header("Location"), null);
        assertThat(form.body())
                .contains("Your session had ended", "send the form once more", "name=\"next\" value=\"/routes\"");
        String fields = String.join(
                "&",
                form("username", "admin"),
                form("password", PASSWORD),
                form("next", "/routes"),
                form("_csrf", token(form)));
        Answer in = send("POST", "/login", fields, FORM[0], FORM[1], "Cookie", form.cookie());
        assertThat(in.header("Location")).isEqualTo("/routes");

        assertThat(send("POST", "/routes/rollback", form("_csrf", "old"), FORM[0], FORM[1])
                        .status())
                .isEqualTo(403);
        assertThat(send(
                                "POST",
                                "/routes/rollback",
                                form("_csrf", "old"),
                                FORM[0],
                                FORM[1],
                                "Accept",
                                "text/html",
                                "Cookie",
                                in.cookie())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPartOfAPageLeadsTheWholePageToTheLogIn() {
        for (String method : new String[] {"GET", "POST"}) {
            Answer answer =
                    send(method, "/deals", null, "HX-Request", "true", "HX-Current-URL", "http://localhost/deals?q=a");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("HX-Redirect")).startsWith("/login?").endsWith("next=%2Fdeals%3Fq%3Da");
            assertThat(answer.header("Location")).isNull();
            assertThat(answer.body()).isEmpty();
        }
    }

    /** Be it that its page knows the password, and what the form carries. */
    @Test
    void anotherSitesFormSignsNobodyInOrOut() {
        Answer form = send("GET", "/login", null);
        String fields =
                String.join("&", form("username", "admin"), form("password", PASSWORD), form("_csrf", token(form)));

        Answer refused = send(
                "POST",
                "/login",
                fields,
                FORM[0],
                FORM[1],
                "Cookie",
                form.cookie(),
                "Origin",
                "https://evil.example",
                "Accept",
                "text/html");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Set-Cookie")).isNull();
        assertThat(refused.body()).contains("This is not open to you");

        String in = signIn();
        Answer page = send("GET", "/", null, "Cookie", in);
        assertThat(signOut(page, in, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(send("GET", "/", null, "Cookie", in).status()).isEqualTo(200);
        // As a browser sends our own pages' forms, since they send no referrer.
        assertThat(signOut(page, in, "Origin", "null").status()).isEqualTo(302);
    }

    private Answer signOut(Answer page, String cookie, String... more) {
        String[] headers = {FORM[0], FORM[1], "Cookie", cookie, "Accept", "text/html"};
        return send(
                "POST",
                "/logout",
                form("_csrf", token(page)),
                Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new));
    }

    /** As Intuit sends people: after signing in it goes on, and nowhere but there. */
    @Test
    void whoIsSentToConnectAgainDoesSoAfterSigningIn() {
        String realm = newRealm();
        api(
                "POST",
                "/connections",
                "{\"name\": \"Again & Co\", \"kommo\": {\"subdomain\": \"a\"}, \"quickbooks\": {\"realmId\": \"%s\"}}"
                        .formatted(realm));
        Answer sent = send("GET", "/oauth/quickbooks/reconnect?realmId=" + realm, null, "Accept", "text/html");
        assertThat(sent.header("Location")).isEqualTo("/login?realm=" + realm);
        Answer form = send("GET", sent.header("Location"), null, "Accept", "text/html");
        assertThat(form.body()).contains("name=\"realm\" value=\"" + realm + "\"");
        String fields = String.join(
                "&",
                form("username", "admin"),
                form("password", PASSWORD),
                form("_csrf", token(form)),
                form("realm", realm));

        Answer in = send("POST", "/login", fields, FORM[0], FORM[1], "Cookie", form.cookie());

        assertThat(in.header("Location")).isEqualTo("/oauth/quickbooks/reconnect?realmId=" + realm);
        Answer page = send("GET", in.header("Location"), null, "Cookie", in.cookie());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Again &amp; Co")
                .containsPattern("href=\"/oauth/quickbooks/connect\\?connection=\\d+\"");
        assertThat(send(
                                "GET",
                                "/oauth/quickbooks/reconnect?realmId=" + newRealm(),
                                null,
                                "Authorization",
                                basic(PASSWORD))
                        .body())
                .contains("No connection here is of the QuickBooks company");
        assertThat(send("GET", "/oauth/quickbooks/reconnect?realmId=//evil.test", null, "Accept", "text/html")
                        .header("Location"))
                .isEqualTo("/login?realm=");
    }

    /** Each is an error of its own to the page, down to one that it has no words of its own for. */
    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 302",
        "GET, /error, 404",
        "GET, //nothing, 400",
        "POST, /nothing, 302",
        "GET, /oauth/kommo/callback, 400"
    })
    void aStrangerWhoReadsGetsAPage(String method, String path, int status, CapturedOutput output) {
        Answer answer = send(method, path, null, "Accept", "text/html");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 302) {
            assertThat(answer.header("Location")).startsWith("/login");
        } else {
            assertThat(answer.body()).contains("<h1>", "</html>").doesNotContain("Exception", "th:", "What happened.");
        }
        assertThat(output).doesNotContain("Exception");
    }
}
