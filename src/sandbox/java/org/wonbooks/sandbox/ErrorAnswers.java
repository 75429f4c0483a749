package org.wonbooks.sandbox;

import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/** Every controller of the sandbox throws what it cannot answer. */
@RestControllerAdvice(basePackageClasses = Sandbox.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
@Profile("sandbox")
record ErrorAnswers(SandboxClock clock, Store store) {

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
