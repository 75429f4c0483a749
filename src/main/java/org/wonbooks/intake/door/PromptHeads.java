package org.wonbooks.intake.door;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP, but that a request's head has to be there within a time. Tomcat by itself only limits the wait for the
 * next byte: a head that comes byte by byte would hold its connection, though no thread, for hours.
 *
 * <p>Nor does it wait for the rest of a body that nobody has read, which would hold a thread as long as a sender likes:
 * it closes the connection. {@link WholeBodies} and {@link RawBodyFilter} have read theirs.
 */
public class PromptHeads extends Http11NioProtocol {

    /**
     * From a head's first bytes on. Looked at whenever a byte comes; where none comes, the connection time-out ends it.
     */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** For a connection's answers: as many short ones as it may ask for, or one page. Linux doubles it. */
    private static final int UNREAD = 1 << 17;

    public PromptHeads() {
        getEndpoint().getSocketProperties().setTxBufSize(UNREAD);
    }

    @Override
    protected Processor createProcessor() {
        return new HeadReader(this, getAdapter());
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new NoRest(adapter));
    }

    private static final class HeadReader extends Http11Processor {

        /** Whose head is not complete, and since when by the JVM's clock. */
        private SocketWrapperBase<?> unfinished;

        private long began;

        HeadReader(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        /**
         * Called when bytes of a head have come; answers LONG when they were not all, or when a request goes on
         * asynchronously.
         */
        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            if (socket != unfinished) {
                began = System.nanoTime();
            } else if (System.nanoTime() - began > DEADLINE.toNanos()) {
                unfinished = null;
                return SocketState.CLOSED;
            }
            SocketState state = super.service(socket);
            unfinished = state == SocketState.LONG && !isAsync() ? socket : null;
            return state;
        }
    }

    /** Hands requests on, and has the server wait for nothing of those that are answered. */
    private record NoRest(Adapter adapter) implements Adapter {

        @Override
        public void service(Request request, Response response) throws Exception {
            adapter.service(request, response);
            leaveTheRest(request);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            boolean goesOn = adapter.asyncDispatch(request, response, event);
            leaveTheRest(request);
            return goesOn;
        }

        private static void leaveTheRest(Request request) {
            if (!is(ActionCode.ASYNC_IS_ASYNC, request) && !is(ActionCode.REQUEST_BODY_FULLY_READ, request)) {
                request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }

        private static boolean is(ActionCode question, Request request) {
            AtomicBoolean answer = new AtomicBoolean();
            request.action(question, answer);
            return answer.get();
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return adapter.prepare(request, response);
        }

        @Override
        public void log(Request request, Response response, long time) {
            adapter.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            adapter.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return adapter.getDomain();
        }
    }
}
