package org.wonbooks.console.door;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.wonbooks.console.ApiController;

/**
 * Says to a program, as {@code application/problem+json}, why it is not served. What Spring MVC itself refuses has its
 * words in {@code messages.properties}.
 */
@RestControllerAdvice(annotations = ApiController.class)
class Problems {

    static final String CHALLENGE = "Basic realm=\"Wonbooks\", charset=\"UTF-8\"";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Nobody we know, or too many tries. */
    void unauthorized(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyFailures slowed) {
            slowed.retryAfter(response);
            write(response, HttpStatus.TOO_MANY_REQUESTS, failure.getMessage());
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            write(response, HttpStatus.UNAUTHORIZED, "Sign in with HTTP basic, as wonbooks.admin.username says.");
        }
    }

    /** Somebody we know, who may not. */
    void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denial)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN, "Requests that another site's page makes are not served.");
    }

    /** A fault of our own. Comes after Spring's own handler, which knows what is the caller's. */
    @ExceptionHandler
    ProblemDetail unexpected(Exception fault) {
        LOG.error("A request to the API failed", fault);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something unexpected happened; the log of this time says what.");
    }

    private void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDetail.forStatusAndDetail(status, detail));
    }
}
