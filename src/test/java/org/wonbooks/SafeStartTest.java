package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** What production refuses before it begins anything. */
class SafeStartTest {

    private static final String URL = "wonbooks.public-url";
    private static final String KEY = "wonbooks.encryption-key";
    private static final String PASSWORD = "wonbooks.admin.password";
    private static final String SERVED = "management.endpoints.web.exposure.include";
    private static final String PROXIES = "wonbooks.trusted-proxies";

    private final MockEnvironment settings = new MockEnvironment()
            .withProperty("spring.datasource.url", "jdbc:postgresql://localhost/wonbooks")
            .withProperty(URL, "https://wonbooks.example")
            .withProperty(KEY, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
            .withProperty("wonbooks.admin.username", "margaret")
            .withProperty(PASSWORD, "correct horse battery")
            .withProperty(SERVED, "health,prometheus,metrics");

    {
        settings.setActiveProfiles("production");
    }

    @Test
    void whatIsSafeStarts() {
        settings.withProperty(PROXIES, "10.0.0.0/8, 192.0.2.1, 2001:db8::/32");

        assertThatCode(() -> SafeStart.check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "P@ssw0rd2026!",
                "passwordpassword",
                "Wonbooks2026!!",
                "wonbooks-admin",
                "margaret-margaret",
                "Margaret!1234",
                "aaaaaaaaaaaaaa",
                "abababababab",
                "123456789012",
                "qwertyuiop[]",
                "1qaz2wsx3edc",
                "zyxwvutsrqpo",
                "letmein letmein",
                "iloveyou2024",
                "Winter2025Winter",
                "dragon.monkey.1",
                "changeme-now",
            })
    void aPasswordThatIsTriedFirstIsRefused(String password) {
        assertRefused(PASSWORD, password, "tried first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "Tr0ub4dor&3x.9",
                "kX2vQ8mZ0pLw",
                "58 17 03 96 42",
                "no password of mine",
                "Zwölf Boxkämpfer"
            })
    void anotherOneIsTaken(String password) {
        settings.withProperty(PASSWORD, password);

        assertThatCode(() -> SafeStart.check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "//////////////////////////////////////////8=",
        "AQIBAgECAQIBAgECAQIBAgECAQIBAgECAQIBAgECAQI=",
    })
    void aKeyOfFewBytesIsRefused(String key) {
        assertRefused(KEY, key, "made at random");

        settings.withProperty(KEY, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=," + key);
        assertThatCode(() -> SafeStart.check(settings))
                .as("while it is changed")
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ",", "AAAA", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,x"})
    void whatIsNoKeyIsRefused(String key) {
        assertRefused(KEY, key, "not base64 of 32 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "env", "health,heapdump", "health, loggers", "threaddump,metrics", "shutdown"})
    void whatTellsOfTheInsideIsNotServed(String endpoints) {
        assertRefused(SERVED, endpoints, "may name health, info, prometheus, metrics");
    }

    @Test
    void aPublicUrlHasToBeSet() {
        assertRefused(URL, "", "is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "proxy.example", "10.0.0.0/99", "10.0.0.0/8,all"})
    void whoIsTrustedAsAProxyIsAnAddress(String proxies) {
        assertRefused(PROXIES, proxies, "wonbooks.trusted-proxies has to be addresses");
    }

    private void assertRefused(String property, String value, String words) {
        settings.withProperty(property, value);

        assertThatThrownBy(() -> SafeStart.check(settings))
                .hasMessageContaining(property)
                .hasMessageContaining(words);
    }
}
