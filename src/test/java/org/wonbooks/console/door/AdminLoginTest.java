package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.wonbooks.configuration.WonbooksSettings;

class AdminLoginTest {

    /** Longer than what some hashes look at. */
    private static final String PASSWORD = "pässword ".repeat(20);

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final AdminLogin login = new AdminLogin(
            new WonbooksSettings("", "", null, new WonbooksSettings.Admin("admin", PASSWORD)), new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneId.of("UTC");
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    @Test
    void knowsThePassword() {
        assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
        assertThatThrownBy(() -> from("192.0.2.1", PASSWORD + "x")).isInstanceOf(BadCredentialsException.class);
        assertThatThrownBy(() -> from("192.0.2.1", "")).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void afterTenFailuresAnAddressHasToWait() {
        for (int i = 0; i < 10; i++) {
            assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
            assertThatThrownBy(() -> from("192.0.2.1", "wrong")).isInstanceOf(BadCredentialsException.class);
        }

        assertThatThrownBy(() -> from("192.0.2.1", PASSWORD)).isInstanceOf(AdminLogin.TooManyFailures.class);
        assertThat(from("192.0.2.2", PASSWORD).isAuthenticated()).isTrue();

        now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);
        assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
    }

    private Authentication from(String address, String password) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated("admin", password);
        attempt.setDetails(new WebAuthenticationDetails(address, null));
        return login.authenticate(attempt);
    }
}
