package org.wonbooks.intake.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonbooks.database.disk.DiskReserve;

/**
 * Takes webhooks before anything else sees them, and hands their routes nothing but a body's bytes and the secret or
 * the signature, once all of them are there: a sender holds no thread of ours while it sends (see {@link BodyReader}).
 *
 * <p>No request goes on from here, and no header of a route's message goes back. The filters and handlers behind would
 * cost a hook several times what its route does, and read a form for its fields.
 *
 * <p>Answers without a body: what the route says, 404 where none is, 405 to any method but POST, 413 above
 * {@link #MAX_BYTES}, 503 while the routes do not run, the disk is all but full or too many large bodies are under way,
 * 408 to a body that takes longer than {@link BodyReader#DEADLINE}. Where a body breaks off, the connection is closed.
 */
final class RawBodyFilter extends HttpFilter {

    /** The greatest body that is taken: 1 MB. */
    static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RawBodyFilter.class);

    private static final String KOMMO = "/webhooks/kommo/";
    private static final String QUICKBOOKS = "/webhooks/quickbooks";

    /** For large deliveries that come at once: some tens, as long as each may take to come. */
    private static final int ROOM = 1 << 26;

    private final transient Supplier<ProducerTemplate> routes;
    private final transient DiskReserve disk;
    private final transient RefusedHooks refused;
    private final transient BodyReader.Limits limits =
            new BodyReader.Limits(MAX_BYTES, new Semaphore(ROOM), response -> {});

    RawBodyFilter(Supplier<ProducerTemplate> routes, DiskReserve disk, RefusedHooks refused) {
        this.routes = routes;
        this.refused = refused;
        this.disk = disk;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Door door = door(request);
        AsyncContext exchange = request.startAsync(request, response);
        exchange.setTimeout(BodyReader.DEADLINE.toMillis());
        BodyReader reader = new BodyReader(exchange, response, request.getInputStream(), limits, (reading, body) -> {
            take(door, body, response);
            exchange.complete();
        });
        exchange.addListener(reader);
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            reader.refuse(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (disk.isReached() || !routes.get().getCamelContext().isStarted()) {
            response.setHeader("Retry-After", "10");
            reader.refuse(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (request.getContentLengthLong() > MAX_BYTES) {
            reader.refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (door == null) {
            reader.refuse(HttpServletResponse.SC_NOT_FOUND);
        }
        request.getInputStream().setReadListener(reader);
    }

    private static Door door(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.startsWith(KOMMO) && path.length() > KOMMO.length() && path.lastIndexOf('/') < KOMMO.length()) {
            return new Door(IntakeRoutes.KOMMO, IntakeRoutes.SECRET, path.substring(KOMMO.length()));
        }
        if (path.equals(QUICKBOOKS)) {
            // Two of them are none: nobody could say which one counts.
            String signature = String.join(",", Collections.list(request.getHeaders(IntakeRoutes.SIGNATURE)));
            return new Door(IntakeRoutes.QUICKBOOKS, IntakeRoutes.SIGNATURE, signature);
        }
        return null;
    }

    private void take(Door door, byte[] body, HttpServletResponse response) {
        int status = status(door, body);
        response.setStatus(status);
        if (status == HttpServletResponse.SC_UNAUTHORIZED || status == HttpServletResponse.SC_NOT_FOUND) {
            refused.count(door.route);
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "10");
        }
    }

    /** Whatever happens: what is not known to be stored has to come again. */
    private int status(Door door, byte[] body) {
        try {
            Exchange answered = routes.get().request(door.route, hook -> {
                Message message = hook.getMessage();
                message.setHeader(door.name, door.value);
                message.setBody(body);
            });
            if (answered.getException() == null) {
                return answered.getMessage()
                        .getHeader(
                                Exchange.HTTP_RESPONSE_CODE, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Integer.class);
            }
            notTaken(door, answered.getException());
        } catch (RuntimeException e) {
            notTaken(door, e);
        }
        return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    private static void notTaken(Door door, Exception fault) {
        // Not its message: it may quote the body.
        LOG.error(
                "A webhook did not get through {} and was answered 503, so its sender will send it again. Cause: {}.",
                door.route,
                fault.getClass().getName());
        LOG.debug("The whole cause", fault);
    }

    /** A route, and the one header that it gets. */
    private record Door(String route, String name, String value) {}
}
