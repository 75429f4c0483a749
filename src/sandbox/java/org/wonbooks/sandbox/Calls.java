package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.contract.Judge;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxClock;

/** The latest API calls, for tests and the page. Neither headers nor bodies are kept, so no token is in here. */
@Component
@Profile("sandbox")
public class Calls {

    private static final int KEPT = 10_000;
    private static final String METERED = Calls.class.getName() + ".metered";
    private static final String BEGAN = Calls.class.getName() + ".began";

    private final SandboxClock clock;
    private final Deque<ObjectNode> calls = new ArrayDeque<>();

    Calls(SandboxClock clock) {
        this.clock = clock;
    }

    public static void meter(HttpServletRequest request) {
        request.setAttribute(METERED, true);
    }

    /** A call has come. */
    void begin(HttpServletRequest request) {
        request.setAttribute(BEGAN, clock.instant());
    }

    /**
     * Keeps a call as {@code {began, time, system, method, path, query, row, status, metered}}; the time is when it was
     * answered.
     *
     * @param path after {@code /sandbox/<system>}
     * @param status what was answered; 0 when nothing was
     */
    synchronized void add(String system, String path, HttpServletRequest request, int status) {
        calls.addLast(Json.object()
                .put("began", request.getAttribute(BEGAN).toString())
                .put("time", clock.instant().toString())
                .put("system", system)
                .put("method", request.getMethod())
                .put("path", path)
                .put("query", request.getQueryString())
                .put("row", Judge.row(request))
                .put("status", status)
                .put("metered", request.getAttribute(METERED) != null));
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
    }

    synchronized ArrayNode list(String system, Pattern path) {
        ArrayNode list = Json.array();
        calls.stream()
                .filter(call -> system == null || system.equals(Json.text(call, "system")))
                .filter(call ->
                        path == null || path.matcher(Json.text(call, "path")).find())
                .forEach(list::add);
        return list;
    }

    synchronized void clear() {
        calls.clear();
    }
}
