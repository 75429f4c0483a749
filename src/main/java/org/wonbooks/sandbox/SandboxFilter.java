package org.wonbooks.sandbox;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Around every request to the sandbox: a turn at the store, kept before the answer leaves unless it is an error; the
 * webhooks that it caused; and around API calls the faults, the limits and the history.
 */
@Component
@Profile("sandbox")
record SandboxFilter(
        Store store,
        SandboxClock clock,
        Faults faults,
        Calls calls,
        HookSender hooks,
        List<SimulatedSystem> systems,
        SandboxSettings settings)
        implements Filter {

    /** Request attribute: a {@link Runnable} that ends the connection without an answer. */
    static final String CUT = SandboxFilter.class.getName() + ".cut";

    private static final String BASE = "/sandbox/";

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws ServletException, IOException {
        var request = (HttpServletRequest) servletRequest;
        var response = (HttpServletResponse) servletResponse;
        String uri = request.getRequestURI();
        for (SimulatedSystem system : systems) {
            String base = BASE + system.name();
            if (uri.startsWith(base + "/") && system.isApi(uri.substring(base.length()))) {
                call(system, uri.substring(base.length()), request, response, chain);
                return;
            }
        }
        if (uri.startsWith(BASE)) {
            carryOut(request, response, chain).copyBodyToResponse();
        } else {
            chain.doFilter(request, response);
        }
    }

    private void call(
            SimulatedSystem system,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        takeTime();
        ObjectNode fault = faults.take(system.name(), request.getMethod(), path).orElseGet(Json::object);
        ContentCachingResponseWrapper answer = null;
        if (!text(fault, "when").equals("before")) {
            try {
                system.admit(path, request, response);
            } catch (Refusal refusal) {
                ResponseEntity<byte[]> refused = refusal.answer(clock.instant());
                calls.add(system.name(), path, request, refused.getStatusCode().value());
                write(refused, response);
                return;
            }
            answer = carryOut(request, response, chain);
        }
        int status =
                switch (text(fault, "kind")) {
                    case "status" -> fault.path("status").asInt();
                    case "silence", "cut" -> 0;
                    default -> answer.getStatus();
                };
        calls.add(system.name(), path, request, status);
        if (fault.isEmpty()) {
            answer.copyBodyToResponse();
        } else {
            spoil(fault, request, response);
        }
    }

    private ContentCachingResponseWrapper carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
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
        if (text(fault, "kind").equals("status")) {
            response.reset();
            String body = text(fault, "body");
            MediaType type = body.startsWith("{") ? MediaType.APPLICATION_JSON : MediaType.TEXT_HTML;
            write(Json.answer(fault.path("status").asInt(), type, body), response);
            return;
        }
        if (text(fault, "kind").equals("silence")) {
            faults.keepSilent();
        }
        ((Runnable) request.getAttribute(CUT)).run();
    }

    private static void write(ResponseEntity<byte[]> answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
        response.getOutputStream().write(answer.getBody());
    }

    private void takeTime() {
        try {
            Thread.sleep(settings.latency().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
