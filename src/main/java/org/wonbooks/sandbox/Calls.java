package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The latest API calls, for tests and the page. Neither headers nor bodies are kept, so no token is in here. */
@Component
@Profile("sandbox")
public class Calls {

    private static final int KEPT = 10_000;
    private static final String METERED = Calls.class.getName() + ".metered";

    private final Deque<Call> calls = new ArrayDeque<>();

    /**
     * One API call.
     *
     * @param path after {@code /sandbox/<system>}
     * @param query as sent, percent-encoded; null without one
     * @param status what was answered; 0 when nothing was
     * @param metered whether it costs the app's owner money
     */
    record Call(Instant time, String system, String method, String path, String query, int status, boolean metered) {}

    /** Marks the current call as one that costs money. */
    public static void meter(HttpServletRequest request) {
        request.setAttribute(METERED, true);
    }

    synchronized void add(Instant time, String system, String path, HttpServletRequest request, int status) {
        boolean metered = request.getAttribute(METERED) != null;
        calls.addLast(new Call(time, system, request.getMethod(), path, request.getQueryString(), status, metered));
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
    }

    synchronized ArrayNode list(String system, Pattern path) {
        ArrayNode list = Json.array();
        calls.stream()
                .filter(call -> system == null || system.equals(call.system))
                .filter(call -> path == null || path.matcher(call.path).find())
                .forEach(call -> list.addObject()
                        .put("time", call.time.toString())
                        .put("system", call.system)
                        .put("method", call.method)
                        .put("path", call.path)
                        .put("query", call.query)
                        .put("status", call.status)
                        .put("metered", call.metered));
        return list;
    }

    synchronized void clear() {
        calls.clear();
    }
}
