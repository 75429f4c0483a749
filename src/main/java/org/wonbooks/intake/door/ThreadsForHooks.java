package org.wonbooks.intake.door;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

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
        }
    }

    /**
     * Answers, and reads what nobody has read of the body, so that the sender gets to see the answer and may send its
     * next request. What is more than the limit, {@link PromptHeads} leaves unread.
     */
    private static void dropTheRest(Request request, Response response) {
        try {
            response.finishResponse();
            // Not by the request's stream: that one ends with the answer, though the body does not.
            Dropped dropped = new Dropped();
            long most = request.getCoyoteRequest().getBytesRead() + RawBodyFilter.MAX_BYTES;
            while (request.getCoyoteRequest().getBytesRead() < most
                    && request.getCoyoteRequest().doRead(dropped) > 0) {
                // Nobody wants it.
            }
        } catch (IOException senderIsGone) {
            // Then nothing is left to be read.
        }
    }

    /** Where the server puts what it has read. */
    private static final class Dropped implements ApplicationBufferHandler {

        private ByteBuffer bytes;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // The server brings its own buffer.
        }
    }
}
