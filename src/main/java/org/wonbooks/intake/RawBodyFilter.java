package org.wonbooks.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Stands before the webhook doors and hands on nothing but a body's bytes (see {@link RawBodyRequest}).
 *
 * <p>The doors themselves cannot do it: Camel's platform-http turns form fields into headers, answers 500 to a form
 * that it cannot decode, unpacks gzip, gets no body at all of a multipart form, and has no limit of size.
 *
 * <p>Answers by itself, without a body: 405 to any method but POST, 413 above {@link #MAX_BYTES}, 503 while the doors
 * are not open. A body that breaks off is answered 400; Tomcat itself makes that a 408 when the body stops for longer
 * than the connection time-out.
 */
final class RawBodyFilter extends HttpFilter {

    /** The greatest body that is taken: 1 MB. */
    static final int MAX_BYTES = 1 << 20;

    private final transient BooleanSupplier doorsAreOpen;

    /** @param doorsAreOpen whether the routes behind this filter run */
    RawBodyFilter(BooleanSupplier doorsAreOpen) {
        this.doorsAreOpen = doorsAreOpen;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!doorsAreOpen.getAsBoolean()) {
            response.setHeader("Retry-After", "10");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (request.getContentLengthLong() > MAX_BYTES) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            byte[] body;
            try {
                body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            } catch (IOException e) {
                refuse(response, HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            if (body.length > MAX_BYTES) {
                refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                chain.doFilter(new RawBodyRequest(request, body), response);
            }
        }
    }

    /** Answers at once, so that the server does not put an error page of its own in the place of nothing. */
    private static void refuse(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentLength(0);
        response.flushBuffer();
    }
}
