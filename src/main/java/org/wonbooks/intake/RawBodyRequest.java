package org.wonbooks.intake;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * A request of which nothing is left but its path, its body's bytes and Intuit's signature: no other header, no query,
 * no parameters, no content type. So nothing downstream can decode the body, and no name that a sender chose can become
 * a Camel header.
 */
final class RawBodyRequest extends HttpServletRequestWrapper {

    /** The one header that is let through. */
    static final String SIGNATURE = "intuit-signature";

    private final byte[] body;

    RawBodyRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BodyStream(body);
    }

    /** Comes by a dispatch, once its body is there; yet for all that follows it is a request like any other. */
    @Override
    public DispatcherType getDispatcherType() {
        return isAsyncStarted() || WebAsyncUtils.getAsyncManager(getRequest()).hasConcurrentResult()
                ? super.getDispatcherType()
                : DispatcherType.REQUEST;
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public String getContentType() {
        return null;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(List.of(SIGNATURE));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(SIGNATURE) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(SIGNATURE) ? super.getHeader(name) : null;
    }

    @Override
    public String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public String getParameter(String name) {
        return null;
    }

    @Override
    public String[] getParameterValues(String name) {
        return null;
    }

    private static final class BodyStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        BodyStream(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("All bytes are here; there is nothing to wait for.");
        }
    }
}
