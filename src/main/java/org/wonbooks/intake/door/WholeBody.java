package org.wonbooks.intake.door;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.Globals;
import org.apache.tomcat.util.http.Parameters;
import org.springframework.http.MediaType;

/**
 * A request whose body is here, to whoever reads it the same as one that has just come in: its form's fields are
 * parameters, and it is no request that goes on asynchronously, for which filters would do without the headers they
 * set.
 */
final class WholeBody extends HttpServletRequestWrapper {

    /** Fields of a form; the others are left out. */
    private static final int FIELDS = 1000;

    private final HttpServletRequest asItCame;
    private byte[] body = {};
    private ServletInputStream stream;
    private Map<String, String[]> parameters;

    WholeBody(HttpServletRequest asItCame) {
        super(asItCame);
        this.asItCame = asItCame;
    }

    void body(byte[] whole) {
        body = whole;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return asItCame.getDispatcherType() == DispatcherType.ASYNC
                ? DispatcherType.REQUEST
                : asItCame.getDispatcherType();
    }

    /** By this one the server chooses the filters. */
    @Override
    public Object getAttribute(String name) {
        Object value = super.getAttribute(name);
        return name.equals(Globals.DISPATCHER_TYPE_ATTR) && value == DispatcherType.ASYNC
                ? DispatcherType.REQUEST
                : value;
    }

    @Override
    public ServletInputStream getInputStream() {
        if (stream == null) {
            stream = new Bytes(body);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), charset()));
    }

    private Charset charset() {
        try {
            return getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        if (parameters == null) {
            // Those of the query: the server leaves alone a body that it does not have any more.
            Map<String, String[]> all = new LinkedHashMap<>(asItCame.getParameterMap());
            if (isForm()) {
                Parameters fields = new Parameters();
                fields.setLimit(FIELDS);
                fields.setCharset(charset());
                fields.processParameters(body, 0, body.length);
                Collections.list(fields.getParameterNames())
                        .forEach(name -> all.merge(name, fields.getParameterValues(name), WholeBody::both));
            }
            parameters = Collections.unmodifiableMap(all);
        }
        return parameters;
    }

    private boolean isForm() {
        String type = getContentType();
        return getMethod().equals("POST")
                && type != null
                && type.split(";", 2)[0].strip().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static String[] both(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
    }

    @Override
    public String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
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
            throw new IllegalStateException("Nobody has to wait for what is here");
        }
    }
}
