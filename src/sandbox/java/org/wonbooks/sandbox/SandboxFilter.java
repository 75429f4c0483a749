package org.wonbooks.sandbox;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.wonbooks.sandbox.contract.Judge;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.SandboxSettings;
import org.wonbooks.sandbox.store.Store;

/**
 * Around every request to the sandbox: a turn at the store, kept before the answer leaves unless it is an error; the
 * webhooks that it caused; and around API calls the faults, the limits and the history.
 */
@Component
@Profile("sandbox")
record SandboxFilter(
        Store store,
        SandboxClock clock,
        Judge judge,
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
            carryOut(null, null, request, response, chain, true).copyBodyToResponse();
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
        calls.begin(request);
        takeTime();
        long seen = faults.clearings();
        ObjectNode fault = faults.take(system.name(), request.getMethod(), path).orElseGet(Json::object);
        String kind = text(fault, "kind");
        boolean kept = !text(fault, "when").equals("before");
        ContentCachingResponseWrapper answer = null;
        if (kept || kind.matches("slow|truncated")) {
            try {
                system.admit(path, request, response);
            } catch (Refusal refusal) {
                ResponseEntity<byte[]> refused = refusal.answer(clock.instant(), store);
                calls.add(system.name(), path, request, refused.getStatusCode().value());
                write(refused, response);
                return;
            }
            answer = carryOut(system, path, request, response, chain, kept);
        }
        if (kind.equals("status")) {
            response.reset();
            answer = new ContentCachingResponseWrapper(response);
            write(spoiled(fault), answer);
        }
        calls.add(system.name(), path, request, kind.matches("silence|cut") ? 0 : answer.getStatus());
        if (kind.matches("silence|cut")) {
            faults.hold(seen, kind.equals("cut") ? Duration.ZERO : Faults.LONGEST);
            cut(request);
            return;
        }
        byte[] body = answer.getContentAsByteArray();
        if (answer.getStatus() >= 400) {
            ResponseEntity<byte[]> failure = ResponseEntity.status(answer.getStatus())
                    .header("Content-Type", answer.getContentType())
                    .body(body);
            store.turn(() -> system.failed(path, request, failure));
        }
        switch (kind) {
            case "truncated" -> {
                give(body, 0, body.length / 2, response);
                cut(request);
            }
            case "slow" -> drip(fault, seen, body, request, response);
            default -> answer.copyBodyToResponse();
        }
    }

    /**
     * @param system that is called; null: none
     * @param keep false: the answer is as if, and nothing has happened
     */
    private ContentCachingResponseWrapper carryOut(
            SimulatedSystem system,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            boolean keep)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        boolean done = false;
        store.begin();
        try {
            chain.doFilter(system == null ? request : judge.judge(system, path, request), answer);
            done = answer.getStatus() < 400;
        } catch (Refusal refusal) {
            write(refusal.answer(clock.instant(), store), answer);
        } finally {
            store.end(done && keep);
        }
        hooks.wake();
        return answer;
    }

    /** A byte, a pause, a byte, as long as a fault may last; the last byte is for an answer that is true. */
    private void drip(
            ObjectNode fault, long seen, byte[] body, HttpServletRequest request, HttpServletResponse response) {
        boolean real = !text(fault, "when").equals("before");
        Duration pause = Duration.parse(text(fault, "pause"));
        long end = System.nanoTime() + Faults.LONGEST.toNanos();
        try {
            int given = 0;
            boolean goesOn = true;
            while (goesOn && given < body.length - 1) {
                give(body, given, ++given, response);
                goesOn = faults.hold(seen, pause) && System.nanoTime() < end;
            }
            if (real && System.nanoTime() < end) {
                give(body, given, body.length, response);
                return;
            }
        } catch (IOException e) {
            // The client has left.
        }
        cut(request);
    }

    private static void give(byte[] body, int from, int to, HttpServletResponse response) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body, from, to - from);
        response.flushBuffer();
    }

    private static void cut(HttpServletRequest request) {
        ((Runnable) request.getAttribute(CUT)).run();
    }

    private static ResponseEntity<byte[]> spoiled(ObjectNode fault) {
        String body = text(fault, "body");
        MediaType type = MediaType.TEXT_HTML;
        if (body.startsWith("{") || body.startsWith("[")) {
            type = MediaType.APPLICATION_JSON;
        } else if (body.startsWith("<?xml") || body.startsWith("<Intuit")) {
            type = MediaType.APPLICATION_XML;
        }
        ResponseEntity<byte[]> answer = Json.answer(fault.path("status").asInt(), type, body);
        String retryAfter = text(fault, "retryAfter");
        return retryAfter.isEmpty()
                ? answer
                : ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header("Retry-After", retryAfter)
                        .body(answer.getBody());
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
