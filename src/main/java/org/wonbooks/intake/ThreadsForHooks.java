package org.wonbooks.intake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Leaves half of the server's threads to webhooks: senders to any other address, however slow, and pages that wait for
 * a database that is away, hold the other half at most. Who finds that half taken is answered 503.
 */
final class ThreadsForHooks extends ValveBase {

    private final Semaphore others;

    /** @param threads the server has */
    ThreadsForHooks(int threads) {
        super(true);
        others = new Semaphore(Math.max(1, threads / 2));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getDecodedRequestURI();
        // Without a path it is refused already, for its head; nothing is read of it or waited for.
        if (path == null || path.startsWith("/webhooks/")) {
            getNext().invoke(request, response);
        } else if (others.tryAcquire()) {
            try {
                getNext().invoke(request, response);
                if (!request.isAsync()) {
                    dropTheRest(request, response);
                }
            } finally {
                others.release();
            }
        } else {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "10");
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /**
     * Answers, and reads what nobody has read of the body. The server would do that too, on a thread not counted here.
     */
    private static void dropTheRest(Request request, Response response) {
        try {
            response.finishResponse();
            if (request.createInputStream().skip(RawBodyFilter.MAX_BYTES) == RawBodyFilter.MAX_BYTES) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        } catch (IOException senderIsGone) {
            // Then nothing is left to be read.
        }
    }
}
