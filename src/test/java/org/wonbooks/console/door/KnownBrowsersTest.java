package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wonbooks.configuration.ProxySettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.console.ClientAddress;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.testing.TestClock;

class KnownBrowsersTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NEW_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final KnownBrowsers browsers = browsers("https://wonbooks.example", KEY, "correct horse battery");

    @Test
    void aBrowserThatWasInIsKnownByItsCookie() {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        browsers.remember(new MockHttpServletRequest(), answer);

        assertThat(answer.getHeader("Set-Cookie"))
                .startsWith("__Host-wonbooks-known=")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain");
        assertThat(browsers.visitor(with(answer)).isKnown()).isTrue();
        assertThat(browsers.visitor(new MockHttpServletRequest()).isKnown()).isFalse();
    }

    @Test
    void itStaysTheSameWhenItSignsInAgain() {
        MockHttpServletResponse first = new MockHttpServletResponse();
        browsers.remember(new MockHttpServletRequest(), first);
        clock.pass(Duration.ofDays(100));
        MockHttpServletResponse again = new MockHttpServletResponse();
        browsers.remember(with(first), again);
        clock.pass(Duration.ofDays(100));

        assertThat(browsers.visitor(with(first)).isKnown()).as("after 200 days").isFalse();
        assertThat(browsers.visitor(with(again)).isKnown()).as("after 100 days").isTrue();
        clock.pass(Duration.ofDays(-100));
        assertThat(browsers.visitor(with(again)).counted())
                .isEqualTo(browsers.visitor(with(first)).counted());
    }

    @Test
    void anotherPasswordEndsItAndARotatedKeyDoesNot() {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        browsers.remember(new MockHttpServletRequest(), answer);

        assertThat(browsers("https://wonbooks.example", NEW_KEY + "," + KEY, "correct horse battery")
                        .visitor(with(answer))
                        .isKnown())
                .isTrue();
        assertThat(browsers("https://wonbooks.example", KEY, "another horse battery")
                        .visitor(with(answer))
                        .isKnown())
                .isFalse();
        assertThat(browsers("https://wonbooks.example", NEW_KEY, "correct horse battery")
                        .visitor(with(answer))
                        .isKnown())
                .isFalse();
    }

    @Test
    void whatSomebodyMadeUpIsNotKnown() {
        for (String value : new String[] {"", "x", "AAAA", "a b 1", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="}) {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.setCookies(new Cookie("__Host-wonbooks-known", value));

            assertThat(browsers.visitor(request).isKnown()).as(value).isFalse();
        }
    }

    private KnownBrowsers browsers(String url, String keys, String password) {
        WonbooksSettings settings =
                new WonbooksSettings(url, keys, null, new WonbooksSettings.Admin("admin", password));
        ClientAddress addresses = new ClientAddress(new ProxySettings(List.of()));
        return new KnownBrowsers(settings, addresses, new Encryption(settings), clock);
    }

    private static MockHttpServletRequest with(MockHttpServletResponse answer) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(answer.getCookies());
        return request;
    }
}
