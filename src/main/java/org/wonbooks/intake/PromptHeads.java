package org.wonbooks.intake;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP, but that a request's head has to be there within a time. Tomcat by itself only limits the wait for the
 * next byte: a head that comes byte by byte would hold its connection, though no thread, for hours.
 */
public class PromptHeads extends Http11NioProtocol {

    /**
     * From a head's first bytes on. Looked at whenever a byte comes; where none comes, the connection time-out ends it.
     */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    protected Processor createProcessor() {
        return new HeadReader(this, getAdapter());
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
}
