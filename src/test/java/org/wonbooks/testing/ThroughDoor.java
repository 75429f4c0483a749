package org.wonbooks.testing;

import java.util.Map;
import org.wonbooks.connection.Connection;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.ApiRequest.Change;
import org.wonbooks.peer.PeerDoor;

/** Calls through a peer's door, as the components make them. */
public final class ThroughDoor {

    private ThroughDoor() {}

    /**
     * What came of a call.
     *
     * @param body null: there is no such thing, or the call failed
     * @param fault null: it did not fail
     */
    public record Answered(String body, Exception fault) {}

    /** @param call as in {@code GET leads/17} */
    public static Answered call(PeerDoor door, Connection connection, String call, String body) {
        return send(door, connection, request(call, Map.of(), null, body));
    }

    /** Sends a request that is part of no work. */
    public static Answered send(PeerDoor door, Connection connection, ApiRequest request) {
        try {
            return new Answered(door.call(connection, null, request), null);
        } catch (RuntimeException e) {
            return new Answered(null, e);
        }
    }

    /** @param call as in {@code GET leads/17}; query and requestId count for what can carry them */
    public static ApiRequest request(String call, Map<String, String> query, String requestId, String body) {
        String[] parts = call.split(" ", 2);
        return parts[0].equals("GET")
                ? ApiRequest.read(parts[1], query)
                : ApiRequest.write(Change.valueOf(parts[0]), parts[1], requestId, body);
    }
}
