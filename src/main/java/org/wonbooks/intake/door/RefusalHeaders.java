package org.wonbooks.intake.door;

import jakarta.servlet.http.HttpServletResponse;
import org.wonbooks.configuration.WonbooksSettings;

/** The headers of what is refused before Spring Security, which sets them on all other answers, has seen it. */
final class RefusalHeaders {

    private final boolean https;

    RefusalHeaders(WonbooksSettings settings) {
        https = settings.publicUrl().startsWith("https:");
    }

    void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
    }
}
