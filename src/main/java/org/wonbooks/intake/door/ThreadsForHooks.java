package org.wonbooks.intake.door;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Leaves half of the server's threads to webhooks: all else, as pages that wait for a database that is away, holds the
 * other half at most. Of that half, some are for who is signed in alone, and some for those who ask whether all is
 * well, so that no stranger can take them. Who finds no room is answered 503.
 *
 * <p>Nor does a thread wait for a stranger to read: a page is the last answer on its connection, and what may be asked
 * for again and again there is so short that all of it fits into what {@link PromptHeads} has the system keep.
 */
final class ThreadsForHooks extends ValveBase {

    private static final String HEALTH = "/actuator/health";

    /** It waits for nothing, so what asks for more may not keep it from answering. */
    private static final String LIVENESS = HEALTH + "/liveness";

    private final RefusalHeaders headers;
    private final Semaphore liveness;
    private final Semaphore health;
    private final Semaphore signedIn;
    private final Semaphore strangers;

    /** @param threads the server has */
    ThreadsForHooks(int threads, RefusalHeaders headers) {
        super(true);
        this.headers = headers;
        liveness = new Semaphore(Math.max(1, threads / 20));
        health = new Semaphore(Math.max(1, threads / 20));
        signedIn = new Semaphore(Math.max(1, threads / 8));
        strangers = new Semaphore(Math.max(
                1,
                threads / 2 - liveness.availablePermits() - health.availablePermits() - signedIn.availablePermits()));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getDecodedRequestURI();
        if (path.startsWith("/webhooks/")) {
            getNext().invoke(request, response);
            return;
        }
        Semaphore room = room(path, request);
        if (room == liveness || room == health || room == strangers && !isForPrograms(path)) {
            response.setHeader("Connection", "close");
        }
        if (room.tryAcquire()) {
            try {
                getNext().invoke(request, response);
            } finally {
                room.release();
            }
        } else {
            if (request.isAsyncDispatching()) {
                // It came back with its body, and ends here.
                request.getCoyoteRequest().action(ActionCode.ASYNC_DISPATCHED, null);
            }
            headers.set(response);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "10");
        }
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api/") || path.startsWith("/actuator/") || path.startsWith("/sandbox/");
    }

    private Semaphore room(String path, Request request) {
        if (path.equals(LIVENESS)) {
            return liveness;
        }
        if (path.startsWith(HEALTH)) {
            return health;
        }
        return request.isRequestedSessionIdValid() ? signedIn : strangers;
    }
}
