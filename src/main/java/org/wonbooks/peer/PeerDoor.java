package org.wonbooks.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.core5.http.ContentTooLongException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RetryAfter;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.logging.RunLog;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.oauth.token.AccessToken;

/** The one door to a peer: authorization, limits, allowed headers, one refresh upon a 401, and faults in words. */
public abstract class PeerDoor {

    private static final Logger LOG = LoggerFactory.getLogger(PeerDoor.class);

    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** What a gateway may say for a peer that still wants no call. */
    private static final Set<Integer> ANOTHERS = Set.of(UNAUTHORIZED, 502, 503, 504);

    private final Peer peer;
    private final AccessTokens tokens;
    private final ConnectionStore connections;
    private final Fence fence;
    private final DatabaseTime time;
    private final ProducerTemplate http;

    /** Found at the first call: by its address, it would be looked for at each of them. */
    private final Supplier<Endpoint> endpoint;

    protected PeerDoor(
            Peer peer,
            AccessTokens tokens,
            ConnectionStore connections,
            Fence fence,
            DatabaseTime time,
            CamelContext camel) {
        this.peer = peer;
        this.tokens = tokens;
        this.connections = connections;
        this.fence = fence;
        this.time = time;
        http = camel.createProducerTemplate();
        // An answer is in memory already, whole: it is not copied for a second reader.
        String address = "http:" + peer.path() + "?throwExceptionOnFailure=false&copyHeaders=false"
                + "&disableStreamCache=true&headerFilterStrategy=#apiHeaders";
        endpoint = SingletonSupplier.of(() -> camel.getEndpoint(address));
    }

    /**
     * The address that paths are below, without a slash at its end. From the connection alone, never from a message.
     */
    protected abstract String baseUrl(Connection connection);

    /** What goes with every query. */
    protected abstract Map<String, String> queryOfEveryCall();

    /** Throws the fault that an answer to the request means, if it means one. */
    protected abstract void check(ApiRequest request, ApiAnswer answer);

    /** Called for every answer that is no fault. */
    protected abstract void answered(Connection connection, ApiRequest request);

    /** The limit that a call of this connection counts for. */
    protected abstract RateLimit limit(Connection connection);

    /** Whose door it is. */
    public Peer peer() {
        return peer;
    }

    /**
     * Makes a call, and gives the answer's text; null where the peer says that there is no such thing. Throws the fault
     * that the answer means.
     *
     * @param lease of the work that the call is a part of; a write is sent only while it holds; null: of none
     */
    public String call(Connection connection, Lease lease, ApiRequest request) {
        AccessToken token = tokens.valid(connection, peer)
                .orElseGet(() -> beside(connection, () -> tokens.current(connection, peer)));
        try {
            ApiAnswer answer = exchange(connection, lease, request, token);
            if (answer.status() == UNAUTHORIZED) {
                long refused = token.version();
                token = beside(connection, () -> tokens.afterRefusal(connection, peer, refused));
                answer = exchange(connection, lease, request, token);
            }
            return read(connection, request, token, answer);
        } catch (TooLargeFault large) {
            hasAnswered(connection, request);
            throw large;
        }
    }

    /**
     * What is asked of the peer beside its API, as for tokens: it takes a place too, so that nobody is called who wants
     * no call. Its success opens nothing: it need not be the API's.
     */
    protected <T> T beside(Connection connection, Supplier<T> asked) {
        RateLimit limit = limit(connection);
        List<Places.Held> places = awaitTurn(connection, System.nanoTime());
        try {
            return asked.get();
        } catch (ThrottledFault fault) {
            limit.pause(fault.waitFor());
            throw fault;
        } catch (BlockedFault fault) {
            throw told(fault, limit.block(places));
        } finally {
            limit.giveBack(places);
        }
    }

    private void hasAnswered(Connection connection, ApiRequest request) {
        if (connection.outage() != null) {
            connections.up(connection.id(), peer, time.now());
        }
        answered(connection, request);
    }

    /** One HTTP exchange, within the limits; another one after a refusal that asks for a short wait only. */
    private ApiAnswer exchange(Connection connection, Lease lease, ApiRequest request, AccessToken token) {
        RateLimit limit = limit(connection);
        long since = System.nanoTime();
        while (true) {
            List<Places.Held> places = awaitTurn(connection, since);
            boolean answered = false;
            try {
                stillOurs(connection, lease, request);
                ApiAnswer answer = send(connection, request, token);
                answered = !ANOTHERS.contains(answer.status());
                if (answer.status() != UNAUTHORIZED) {
                    if (answer.status() < FORBIDDEN) {
                        tokens.worked(connection, peer, token);
                    }
                    check(request, answer);
                }
                return answer;
            } catch (TooLargeFault large) {
                answered = true;
                throw large;
            } catch (ThrottledFault fault) {
                limit.pause(fault.waitFor());
                if (fault.waitFor().compareTo(Places.PATIENCE) > 0) {
                    throw fault;
                }
            } catch (BlockedFault fault) {
                throw told(fault, limit.block(places));
            } finally {
                if (answered) {
                    limit.answered(places);
                }
                limit.giveBack(places);
            }
        }
    }

    /** Nobody is told of one page: it is also what the hiccup of a gateway looks like. */
    private static Fault told(BlockedFault fault, Places.Block block) {
        return block.refusals() > 1
                ? fault.lasting(block.waitFor())
                : new ThrottledFault(fault.getMessage() + ", or its gateway failed once", block.waitFor());
    }

    private ApiAnswer send(Connection connection, ApiRequest request, AccessToken token) {
        Exchange exchange = http.send(
                endpoint.get(), ExchangePattern.InOut, message -> prepare(message, connection, request, token));
        refuseFailure(exchange, request);
        var message = exchange.getMessage();
        String body = message.getBody(String.class);
        String retryAfter = message.getHeader("Retry-After", String.class);
        ApiAnswer answer = new ApiAnswer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                body == null ? "" : body,
                message.getHeader("intuit_tid", String.class),
                retryAfter == null ? null : RetryAfter.read(retryAfter, time.now()));
        RunLog.answered(answer.trace());
        LOG.debug("{} {} {} -> {} {}", peer.title(), request.method(), request.path(), answer.status(), answer.trace());
        return answer;
    }

    private void refuseFailure(Exchange exchange, ApiRequest request) {
        if (exchange.getException(ContentTooLongException.class) != null) {
            throw new TooLargeFault(peer, request.method() + " " + request.path(), WholeAnswer.LARGEST);
        }
        IOException unreachable = exchange.getException(IOException.class);
        if (unreachable != null) {
            LOG.warn("{} can't be reached: {}", peer.title(), unreachable.toString());
            throw new PeerDownFault(
                    peer,
                    peer.title() + " does not answer (" + unreachable.getClass().getSimpleName() + ")");
        }
        if (exchange.getException() != null) {
            throw RuntimeCamelException.wrapRuntimeCamelException(exchange.getException());
        }
    }

    private void prepare(Exchange exchange, Connection connection, ApiRequest request, AccessToken token) {
        var message = exchange.getMessage();
        message.setBody(request.body() == null && request.method().equals("POST") ? "" : request.body());
        // As text, it would be looked up among all of Camel's converters at each call.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        message.setHeader(Exchange.HTTP_URI, baseUrl(connection) + "/" + request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.encodedQuery(queryOfEveryCall()));
        message.setHeader(
                Exchange.CONTENT_TYPE,
                request.body() == null ? "application/octet-stream" : "application/json; charset=utf-8");
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "Wonbooks");
        message.setHeader("Authorization", "Bearer " + token.value());
    }

    private List<Places.Held> awaitTurn(Connection connection, long since) {
        try {
            return limit(connection).take(connection.id(), since);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassingFault("Stopped while waiting to call " + peer.title(), null);
        }
    }

    /**
     * Waiting for a token and a place takes time: a write is sent only by the run that the work belongs to, and only
     * for a connection that is live.
     */
    private void stillOurs(Connection connection, Lease lease, ApiRequest request) {
        if (request.isRead()) {
            return;
        }
        String call = request.method() + " " + request.path();
        if (connection.mode() != Mode.LIVE) {
            throw new PermanentFault(
                    "The connection is in shadow: " + call + " is not sent to " + peer.title(),
                    "Take the call out of the route that makes it, or press “Go live” on the connection's page.");
        }
        // A run that began while the connection was live goes on later, as its mode is then.
        Mode now = lease == null ? connections.mode(connection.id()) : ConnectionStore.mode(fence.look(lease));
        if (now != Mode.LIVE) {
            throw new PassingFault("The connection is not live any more: " + call + " is not sent", null);
        }
    }

    private String read(Connection connection, ApiRequest request, AccessToken token, ApiAnswer answer) {
        if (answer.status() == UNAUTHORIZED) {
            tokens.refusedAgain(connection, peer, token.version());
            throw new PassingFault(peer.title() + " refused a token that was replaced meanwhile", null);
        }
        if (answer.status() != NO_CONTENT
                && List.of("", "null").contains(answer.body().strip())) {
            throw new PassingFault(peer.title() + " answered nothing", null);
        }
        hasAnswered(connection, request);
        return answer.status() == NO_CONTENT ? null : answer.body();
    }
}
