package org.wonbooks.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Stands before the webhook doors and hands on nothing but a body's bytes (see {@link RawBodyRequest}), once all of
 * them are there: a sender holds no thread of ours while it sends (see {@link BodyReader}).
 *
 * <p>The doors themselves cannot do it: Camel's platform-http turns form fields into headers, answers 500 to a form
 * that it cannot decode, unpacks gzip, gets no body at all of a multipart form, and has no limit of size.
 *
 * <p>Answers by itself, without a body: 405 to any method but POST, 413 above {@link #MAX_BYTES}, 503 while the doors
 * are not open, 408 to a body that takes longer than {@link BodyReader#DEADLINE}. Where a body breaks off, the
 * connection is closed.
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
        if (request.getAttribute(BodyReader.BODY) instanceof byte[] body) {
            chain.doFilter(new RawBodyRequest(request, body), response);
            return;
        }
        AsyncContext exchange = request.startAsync(request, response);
        exchange.setTimeout(BodyReader.DEADLINE.toMillis());
        BodyReader reader = new BodyReader(exchange, response, request.getInputStream());
        exchange.addListener(reader);
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            reader.refuse(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!doorsAreOpen.getAsBoolean()) {
            response.setHeader("Retry-After", "10");
            reader.refuse(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (request.getContentLengthLong() > MAX_BYTES) {
            reader.refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        request.getInputStream().setReadListener(reader);
    }
}
