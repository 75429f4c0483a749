package org.wonbooks.intake.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Hands each request on only when its body is whole: whoever sends one slowly holds no thread of ours meanwhile, be it
 * that they want to log in. What has no body goes on at once. Webhooks never come this far.
 *
 * <p>Who is not known yet may send as much as a form to log in takes, and no more.
 */
final class WholeBodies extends HttpFilter {

    /** The greatest body of a stranger. */
    static final int STRANGERS = 1 << 12;

    /** What the sandbox is told to answer is larger than an answer may be, where that is tried. */
    private static final int SANDBOX = 1 << 23;

    /** For all large bodies of one kind of sender that come at once. */
    private static final int ROOM = 1 << 24;

    private final transient BodyReader.Limits signedIn;
    private final transient BodyReader.Limits withPassword;
    private final transient BodyReader.Limits strangers;
    private final transient BodyReader.Limits ofSandbox;

    /** @param sandbox whether there is one */
    WholeBodies(RefusalHeaders headers, boolean sandbox) {
        signedIn = limits(RawBodyFilter.MAX_BYTES, headers);
        withPassword = limits(RawBodyFilter.MAX_BYTES, headers);
        strangers = limits(STRANGERS, headers);
        ofSandbox = sandbox ? limits(SANDBOX, headers) : strangers;
    }

    private static BodyReader.Limits limits(int most, RefusalHeaders headers) {
        return new BodyReader.Limits(most, new Semaphore(ROOM), headers::set);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || length < 0 && request.getHeader("Transfer-Encoding") != null;
        if (!hasBody || request instanceof WholeBody) {
            chain.doFilter(request, response);
            return;
        }
        BodyReader.Limits limits = limits(request);
        WholeBody whole = new WholeBody(request);
        AsyncContext exchange = request.startAsync(whole, response);
        exchange.setTimeout(BodyReader.DEADLINE.toMillis());
        BodyReader reader = new BodyReader(exchange, response, request.getInputStream(), limits, (reading, body) -> {
            whole.body(body);
            // Where no thread is free for it, its end is not told.
            reading.giveBack();
            exchange.dispatch();
        });
        exchange.addListener(reader);
        if (length > limits.most()) {
            reader.refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        request.getInputStream().setReadListener(reader);
    }

    /** The password is looked at later; the sandbox's callers have none. */
    private BodyReader.Limits limits(HttpServletRequest request) {
        if (request.getServletPath().startsWith("/sandbox/")) {
            return ofSandbox;
        }
        if (request.isRequestedSessionIdValid()) {
            return signedIn;
        }
        return request.getHeader("Authorization") == null ? strangers : withPassword;
    }
}
