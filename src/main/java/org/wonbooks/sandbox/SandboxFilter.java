package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Around every request to the sandbox: a turn at the store, kept before the answer leaves unless it is an error; the
 * webhooks that it caused; and around API calls the faults, the limits and the history.
 */
final class SandboxFilter extends OncePerRequestFilter {

    /** Request attribute: a {@link Runnable} that ends the connection without an answer. */
    static final String CUT = SandboxFilter.class.getName() + ".cut";

    private static final String BASE = "/sandbox/";

    private final Store store;
    private final Clock clock;
    private final Faults faults;
    private final Calls calls;
    private final HookSender hooks;
    private final List<SimulatedSystem> systems;
    private final Duration latency;

    SandboxFilter(
            Store store,
            SandboxClock clock,
            Faults faults,
            Calls calls,
            HookSender hooks,
            List<SimulatedSystem> systems,
            Duration latency) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
        this.calls = calls;
        this.hooks = hooks;
        this.systems = systems;
        this.latency = latency;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String uri = request.getRequestURI();
        for (SimulatedSystem system : systems) {
            String base = BASE + system.name();
            if (uri.startsWith(base + "/") && system.isApi(uri.substring(base.length()))) {
                call(system, uri.substring(base.length()), request, response, chain);
                return;
            }
        }
        carryOut(request, response, chain).copyBodyToResponse();
    }

    private void call(
            SimulatedSystem system,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        takeTime();
        Optional<ObjectNode> fault = faults.take(system.name(), request.getMethod(), path);
        boolean lostBefore =
                fault.isPresent() && fault.get().path("when").asText().equals("before");
        if (!lostBefore && !system.admit(path, request, response)) {
            record(system, path, request, response.getStatus());
            return;
        }
        ContentCachingResponseWrapper answer = lostBefore ? null : carryOut(request, response, chain);
        if (fault.isEmpty()) {
            record(system, path, request, answer.getStatus());
            answer.copyBodyToResponse();
        } else {
            boolean answered = fault.get().path("kind").asText().equals("status");
            record(system, path, request, answered ? fault.get().path("status").asInt() : 0);
            spoil(fault.get(), request, response);
        }
    }

    private ContentCachingResponseWrapper carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean keep = false;
        store.begin();
        try {
            chain.doFilter(request, answer);
            keep = answer.getStatus() < 400;
        } finally {
            store.end(keep);
        }
        hooks.wake();
        return answer;
    }

    private void spoil(ObjectNode fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String kind = fault.path("kind").asText();
        if (kind.equals("status")) {
            String body = fault.path("body").asText();
            response.reset();
            response.setStatus(fault.path("status").asInt());
            response.setContentType(body.startsWith("{") ? "application/json" : "text/html");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (kind.equals("silence")) {
            faults.keepSilent();
        }
        ((Runnable) request.getAttribute(CUT)).run();
    }

    private void record(SimulatedSystem system, String path, HttpServletRequest request, int status) {
        calls.add(clock.instant(), system.name(), path, request, status);
    }

    private void takeTime() {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
