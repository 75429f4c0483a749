package org.wonbooks.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.AccessToken;
import org.wonbooks.oauth.AccessTokens;

/**
 * The one door to a peer: authorization, limits, allowed headers, one refresh upon a 401, and faults in words. A step
 * sets the variables of {@link ApiRequest} and calls {@code direct:<peer>-call}; the answer's text is the body then, or
 * {@code null} where the peer says that there is no such thing.
 */
public abstract class PeerRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(PeerRoutes.class);

    private static final int NO_CONTENT = 204;

    private static final String TOKEN = "wonbooksToken";
    private static final String PLACES = "wonbooksPlaces";
    private static final String REQUEST = "wonbooksRequest";

    private final Peer peer;
    private final AccessTokens tokens;
    private final ConnectionStore connections;
    private final Fence fence;
    private final DatabaseTime time;

    protected PeerRoutes(Peer peer, AccessTokens tokens, ConnectionStore connections, Fence fence, DatabaseTime time) {
        this.peer = peer;
        this.tokens = tokens;
        this.connections = connections;
        this.fence = fence;
        this.time = time;
    }

    /**
     * The address that paths are below, without a slash at its end. From the connection alone, never from a message.
     */
    protected abstract String baseUrl(Connection connection);

    /** What goes with every query. */
    protected abstract Map<String, String> queryOfEveryCall();

    /** Throws the fault that an answer means, if it means one. */
    protected abstract void check(ApiAnswer answer);

    /** Called for every answer that is no fault. */
    protected abstract void answered(Connection connection, ApiRequest request);

    /** The limit that a call of this connection counts for. */
    protected abstract RateLimit limit(Connection connection);

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        String name = peer.path();

        from("direct:" + name + "-call")
                .routeId(name + "-call")
                .description("Calls " + peer.title() + " for a step.")
                .process(this::authorize)
                .id(name + "-authorize")
                .to("direct:" + name + "-exchange")
                .id(name + "-first")
                .choice()
                .id(name + "-refused")
                .when(exchange -> status(exchange) == 401)
                .id(name + "-401")
                .process(this::authorizeAgain)
                .id(name + "-authorize-again")
                .to("direct:" + name + "-exchange")
                .id(name + "-second")
                .end()
                .process(this::read)
                .id(name + "-read");

        from("direct:" + name + "-exchange")
                .routeId(name + "-exchange")
                .description("One HTTP exchange with " + peer.title() + ", within its limits.")
                .process(this::prepare)
                .id(name + "-prepare")
                .process(this::awaitTurn)
                .id(name + "-wait-for-a-place")
                .doTry()
                .id(name + "-try")
                .process(this::stillOurs)
                .id(name + "-still-ours")
                .to("http:" + name
                        + "?throwExceptionOnFailure=false&copyHeaders=false&headerFilterStrategy=#apiHeaders")
                .id(name + "-http")
                .convertBodyTo(String.class)
                .id(name + "-text")
                .doCatch(IOException.class)
                .id(name + "-catch")
                .process(this::unreachable)
                .id(name + "-unreachable")
                .doFinally()
                .id(name + "-finally")
                .process(this::giveBack)
                .id(name + "-give-back-the-place")
                .end();
    }

    private void authorize(Exchange exchange) {
        exchange.setProperty(REQUEST, ApiRequest.takeFrom(exchange));
        exchange.setProperty(TOKEN, tokens.current(connection(exchange), peer));
    }

    private void authorizeAgain(Exchange exchange) {
        AccessToken refused = exchange.getProperty(TOKEN, AccessToken.class);
        exchange.setProperty(TOKEN, tokens.afterRefusal(connection(exchange), peer, refused.version()));
    }

    private void prepare(Exchange exchange) {
        ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(request.body() == null && request.method().equals("POST") ? "" : request.body());
        // As text, it would be looked up among all of Camel's converters at each call.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        message.setHeader(Exchange.HTTP_URI, baseUrl(connection(exchange)) + "/" + request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery(queryOfEveryCall()));
        message.setHeader(
                Exchange.CONTENT_TYPE,
                request.body() == null ? "application/octet-stream" : "application/json; charset=utf-8");
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "Wonbooks");
        message.setHeader(
                "Authorization",
                "Bearer " + exchange.getProperty(TOKEN, AccessToken.class).value());
    }

    private void awaitTurn(Exchange exchange) {
        Connection connection = connection(exchange);
        try {
            exchange.setProperty(PLACES, limit(connection).take(connection.id()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassingFault("Stopped while waiting to call " + peer.title(), null);
        }
    }

    @SuppressWarnings("unchecked")
    private void giveBack(Exchange exchange) {
        limit(connection(exchange)).giveBack((List<Places.Held>) exchange.removeProperty(PLACES));
    }

    /**
     * Waiting for a token and a place takes time: a write is sent only by the run that the work belongs to, and only
     * for a connection that is live.
     */
    private void stillOurs(Exchange exchange) {
        ApiRequest request = exchange.getProperty(REQUEST, ApiRequest.class);
        if (request.method().equals("GET")) {
            return;
        }
        requireLive(connection(exchange), request);
        Lease lease = exchange.getVariable("lease", Lease.class);
        if (lease != null) {
            fence.look(lease);
        }
    }

    /** A run that began while the connection was live goes on later, as its mode is then. */
    private void requireLive(Connection connection, ApiRequest request) {
        String call = request.method() + " " + request.path();
        if (connection.mode() != Mode.LIVE) {
            throw new PermanentFault(
                    "The connection is in shadow: " + call + " is not sent to " + peer.title(),
                    "Take the call out of the route that makes it, or set the connection's mode to live.");
        }
        if (connections.mode(connection.id()) != Mode.LIVE) {
            throw new PassingFault("The connection is not live any more: " + call + " is not sent", null);
        }
    }

    private void unreachable(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("{} can't be reached: {}", peer.title(), cause.toString());
        throw new PeerDownFault(
                peer, peer.title() + " does not answer (" + cause.getClass().getSimpleName() + ")");
    }

    private void read(Exchange exchange) {
        Connection connection = connection(exchange);
        ApiRequest request = (ApiRequest) exchange.removeProperty(REQUEST);
        AccessToken token = (AccessToken) exchange.removeProperty(TOKEN);
        var message = exchange.getMessage();
        String body = message.getBody(String.class);
        String trace = message.getHeader("intuit_tid", String.class);
        ApiAnswer answer = new ApiAnswer(status(exchange), body == null ? "" : body, trace);
        message.removeHeaders("*");
        LOG.debug("{} {} {} -> {} {}", peer.title(), request.method(), request.path(), answer.status(), trace);
        if (answer.status() == 401) {
            tokens.refusedAgain(connection, peer, token.version());
            throw new PassingFault(peer.title() + " refused a token that was replaced meanwhile", null);
        }
        try {
            check(answer);
            if (answer.status() != NO_CONTENT
                    && List.of("", "null").contains(answer.body().strip())) {
                throw new PassingFault(peer.title() + " answered nothing", null);
            }
        } catch (ThrottledFault fault) {
            limit(connection).pause(fault.waitFor());
            throw fault;
        } catch (BlockedFault fault) {
            limit(connection).pause(fault.pause());
            throw fault;
        }
        if (connection.outage() != null) {
            connections.up(connection.id(), peer, time.now());
        }
        answered(connection, request);
        message.setBody(answer.status() == NO_CONTENT ? "null" : answer.body());
    }

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    private static Connection connection(Exchange exchange) {
        return exchange.getVariable("connection", Connection.class);
    }
}
