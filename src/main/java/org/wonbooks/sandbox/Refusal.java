package org.wonbooks.sandbox;

import java.time.Instant;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A call that a simulated system refuses, in its own words. What the call has changed is forgotten. */
public abstract class Refusal extends RuntimeException {

    protected Refusal(String message) {
        super(message, null, false, false);
    }

    /** In its words, which a mode of the system may change. */
    public abstract ResponseEntity<byte[]> answer(Instant now, Store store);

    /** Every controller of the sandbox throws what it cannot answer. */
    @RestControllerAdvice(basePackageClasses = Refusal.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Profile("sandbox")
    record Answers(SandboxClock clock, Store store) {

        @ExceptionHandler
        ResponseEntity<byte[]> refused(Refusal refusal) {
            return refusal.answer(clock.instant(), store);
        }

        @ExceptionHandler
        ResponseEntity<byte[]> badRequest(IllegalArgumentException e) {
            return problem(400, "Bad request", e.getMessage());
        }

        @ExceptionHandler
        ResponseEntity<byte[]> notFound(NoSuchElementException e) {
            return problem(404, "Not found", "There is nothing of that id.");
        }

        private static ResponseEntity<byte[]> problem(int status, String title, String detail) {
            String body = Json.write(
                    Json.object().put("title", title).put("status", status).put("detail", detail));
            return Json.answer(status, MediaType.APPLICATION_PROBLEM_JSON, body);
        }
    }
}
