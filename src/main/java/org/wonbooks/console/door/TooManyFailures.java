package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords came from there: this one was not looked at. */
class TooManyFailures extends AuthenticationException {

    private final long seconds;

    /** @param wait until the next one is looked at */
    TooManyFailures(Duration wait) {
        super("Too many failed log-ins from this address; wait " + words(wait) + ".");
        seconds = seconds(wait);
    }

    /** Says when to come again. */
    void retryAfter(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }

    private static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private static String words(Duration wait) {
        return seconds(wait) < 60
                ? seconds(wait) + " seconds"
                : wait.plusSeconds(59).toMinutes() + " minutes";
    }
}
