package org.wonbooks.console.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What a controller refuses, or Spring MVC before it, is a page to whoever reads pages, and else a problem in JSON. */
@ControllerAdvice
@Order(0)
class RefusedCalls extends ResponseEntityExceptionHandler {

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception fault, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest asked && isForReader(asked.getRequest())) {
            sendPage(asked.getResponse(), headers, status);
            return null;
        }
        return super.handleExceptionInternal(fault, body, headers, status, request);
    }

    private static boolean isForReader(HttpServletRequest request) {
        return !request.getServletPath().matches("/(api|actuator)/.*") && SecurityConfiguration.PERSON.matches(request);
    }

    private static void sendPage(HttpServletResponse response, HttpHeaders headers, HttpStatusCode status) {
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            response.sendError(status.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
