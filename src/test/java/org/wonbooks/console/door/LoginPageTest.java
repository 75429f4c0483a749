package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Where people are led around a log-in: to a page of ours, or to the start. */
class LoginPageTest {

    @ParameterizedTest
    @CsvSource({
        "/, , /login",
        "/deals, , /login?next=%2Fdeals",
        "/deals, state=ATTENTION&page=2, /login?next=%2Fdeals%3Fstate%3DATTENTION%26page%3D2",
        "/connections/7/check, , /login?next=%2Fconnections%2F7%2Fcheck",
        "/nothing, , /login",
        "//evil.example, , /login",
        "/oauth/kommo/connect, connection=1, /login",
        "/dealsx, , /login",
        "/oauth/quickbooks/reconnect, realmId=17, /login?realm=17",
        "/oauth/quickbooks/reconnect, realmId=//evil, /login?realm="
    })
    void whoAsksForAPageComesBackToIt(String path, String query, String form) {
        assertThat(LoginPage.before(request("GET", path, query))).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "/connections/7/settings, /login?ended&next=%2Fconnections%2F7",
        "/connections/new/kommo, /login?ended&next=%2Fconnections%2Fnew",
        "/deals/1/2/approve, /login?ended&next=%2Fdeals%2F1%2F2",
        "/attention/held-1-ABOVE_LIMIT/skip, /login?ended&next=%2Fattention",
        "/routes/apply, /login?ended&next=%2Froutes",
        "/, /login?ended",
        "/logout, /login?ended",
        "/oauth/kommo/callback, /login?ended"
    })
    void whoSentAFormComesToAPageAtLeast(String path, String form) {
        assertThat(LoginPage.before(request("POST", path, null))).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/deals?q=a, /login?next=%2Fdeals%3Fq%3Da",
        "https://evil.example//evil.example, /login",
        "javascript:alert(1), /login",
        ", /login"
    })
    void aPartOfAPageLeadsBackToThatPage(String shown, String form) {
        MockHttpServletRequest request = request("GET", "/deals/rows", null);
        request.addHeader("HX-Request", "true");
        if (shown != null) {
            request.addHeader("HX-Current-URL", shown);
        }

        assertThat(LoginPage.before(request)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/deals?state=PAID", "/connections/7/settings", "/connections/new"})
    void afterItThePageIsShown(String next) {
        assertThat(LoginPage.after(after(next))).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/deals",
                "https:evil.example",
                "javascript:alert(1)",
                "/deals//../\\evil",
                "/deals\r\nSet-Cookie: a=b",
                "/deals\n",
                "/oauth/kommo/connect?connection=1",
                "/logout",
                "/login?next=/deals",
                "deals",
                " /deals",
                "/deals#there",
                "/deals@evil.example",
                ""
            })
    void andNothingElse(String next) {
        assertThat(LoginPage.after(after(next))).isEqualTo("/");
        assertThat(LoginPage.again(after(next))).isEqualTo("/login?error");
    }

    @Test
    void anAddressIsOfAThousandCharactersAtMost() {
        String longest = "/deals?q=" + "a".repeat(991);
        assertThat(LoginPage.after(after(longest))).hasSize(1000).isEqualTo(longest);
        assertThat(LoginPage.after(after(longest + "a"))).isEqualTo("/");
        assertThat(LoginPage.before(request("GET", "/deals", "q=" + "a".repeat(992))))
                .isEqualTo("/login");
    }

    private static MockHttpServletRequest after(String next) {
        MockHttpServletRequest request = request("POST", "/login", null);
        request.addParameter("next", next);
        return request;
    }

    private static MockHttpServletRequest request(String method, String path, String query) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setQueryString(query);
        if (query != null && query.startsWith("realmId=")) {
            request.addParameter("realmId", query.substring("realmId=".length()));
        }
        return request;
    }
}
