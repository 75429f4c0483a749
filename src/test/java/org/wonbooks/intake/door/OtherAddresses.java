package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** What stands for pages and API beside the doors: it says what it was sent, takes its time, or fails. */
final class OtherAddresses extends HttpServlet {

    private final transient Semaphore held = new Semaphore(0);
    private final transient Semaphore end = new Semaphore(0);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/echo" -> echo(request, response);
            case "/held" -> hold();
            default -> throw new IllegalStateException("A fault of a page");
        }
    }

    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> answer = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> answer.put("parameter " + name, Arrays.toString(values)));
        answer.put("body", new String(request.getInputStream().readAllBytes(), UTF_8));
        answer.put("query", request.getQueryString());
        answer.put("path", request.getRequestURI());
        answer.put("dispatched", request.getDispatcherType().name());
        response.getOutputStream().write(new ObjectMapper().writeValueAsBytes(answer));
    }

    private void hold() {
        held.release();
        end.acquireUninterruptibly();
    }

    /** Waits until somebody is held. */
    void awaitHeld() throws InterruptedException {
        held.acquire();
    }

    /** Somebody is held, and was not told of yet. */
    boolean isHeld() {
        return held.tryAcquire();
    }

    /** Lets whoever is held go. */
    void letGo() {
        end.release(end.getQueueLength());
    }
}
