package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * What a form carries, so that no other site can send it: kept in the session of whoever has one. A stranger, who is
 * shown the form to log in, has it in a cookie, so that we keep nothing for them.
 */
final class FormTokens implements CsrfTokenRepository {

    private final CsrfTokenRepository ofSessions = new HttpSessionCsrfTokenRepository();
    private final CookieCsrfTokenRepository ofCookies = new CookieCsrfTokenRepository();

    FormTokens(boolean https) {
        ofCookies.setCookieName(https ? "__Host-wonbooks-form" : "wonbooks-form");
        ofCookies.setCookiePath("/");
        ofCookies.setCookieCustomizer(
                cookie -> cookie.secure(https).httpOnly(true).sameSite("Lax"));
        // The names that the session's tokens have.
        ofCookies.setParameterName("_csrf");
        ofCookies.setHeaderName("X-CSRF-TOKEN");
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return request.getSession(false) == null ? ofCookies : ofSessions;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }
}
