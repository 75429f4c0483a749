package org.wonbooks.console.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session after its time, however busy it is. */
final class SessionLife extends OncePerRequestFilter {

    private static final Duration LIFE = Duration.ofHours(12);
    private static final String BEGUN = SessionLife.class.getName();

    private final Clock clock;

    SessionLife(Clock clock) {
        this.clock = clock;
    }

    /** Somebody has just signed in. */
    void begin(HttpSession session) {
        session.setAttribute(BEGUN, clock.instant());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(BEGUN) instanceof Instant begun
                && !clock.instant().isBefore(begun.plus(LIFE))) {
            session.invalidate();
        }
        chain.doFilter(request, response);
    }
}
