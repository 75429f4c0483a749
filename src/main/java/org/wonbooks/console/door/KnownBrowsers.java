package org.wonbooks.console.door;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.console.ClientAddress;
import org.wonbooks.encryption.Digest;
import org.wonbooks.encryption.Encryption;

/**
 * Browsers that were in before, each by a cookie that nobody else can make. It lets nobody in: whoever has it does not
 * wait for what strangers guess. Another password or key ends them all.
 */
@Component
class KnownBrowsers {

    private static final Duration LIFE = Duration.ofDays(180);

    private final ClientAddress addresses;
    private final Encryption encryption;
    private final Clock clock;
    private final boolean https;

    /** What a cookie is sealed for: with another password it can't be opened. */
    private final String place;

    KnownBrowsers(WonbooksSettings settings, ClientAddress addresses, Encryption encryption, Clock clock) {
        this.addresses = addresses;
        this.encryption = encryption;
        this.clock = clock;
        https = settings.publicUrl().startsWith("https:");
        place = "browser/" + settings.admin().username() + "/"
                + Digest.sha256(settings.admin().password());
    }

    /** Who sends this. */
    Visitor visitor(HttpServletRequest request) {
        return new Visitor(
                addresses.of(request), browser(request), request.getHeader(HttpHeaders.AUTHORIZATION) != null);
    }

    /** Gives the browser that has just signed in its cookie, or a longer life to the one that it has. */
    void remember(HttpServletRequest request, HttpServletResponse response) {
        String known = browser(request);
        String browser = known == null ? Digest.newSecret() : known;
        String value = encryption.encrypt(browser + " " + clock.instant().getEpochSecond(), place);
        ResponseCookie cookie = ResponseCookie.from(cookieName(), value)
                .path("/")
                .httpOnly(true)
                .secure(https)
                .sameSite("Strict")
                .maxAge(LIFE)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** Which one it is; null: none of them. */
    private String browser(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookieName());
        if (cookie == null) {
            return null;
        }
        try {
            String[] said = encryption.decrypt(cookie.getValue(), place).split(" ");
            Instant given = Instant.ofEpochSecond(Long.parseLong(said[1]));
            return clock.instant().isBefore(given.plus(LIFE)) ? said[0] : null;
        } catch (IllegalStateException notOurs) {
            return null;
        }
    }

    private String cookieName() {
        return https ? "__Host-wonbooks-known" : "wonbooks-known";
    }
}
