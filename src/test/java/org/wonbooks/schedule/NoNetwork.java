package org.wonbooks.schedule;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wonbooks.sandbox.SandboxInside;

/** Where an instance's HTTP client would open a connection, the sandbox answers. */
final class NoNetwork implements ExecChainHandler {

    private static final int NO_CONTENT = 204;

    private final SandboxInside sandbox;

    NoNetwork(SandboxInside sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(request.getHeaders()).forEach(header -> headers.put(header.getName(), header.getValue()));
        byte[] body = new byte[0];
        if (request.getEntity() != null) {
            body = EntityUtils.toByteArray(request.getEntity());
            if (request.getEntity().getContentType() != null) {
                headers.put("Content-Type", request.getEntity().getContentType());
            }
        }
        MockHttpServletResponse given = sandbox.call(request.getMethod(), request.getPath(), headers, body);
        ClassicHttpResponse answer = new BasicClassicHttpResponse(given.getStatus());
        for (String name : given.getHeaderNames()) {
            given.getHeaders(name).forEach(value -> answer.addHeader(name, value));
        }
        if (given.getStatus() != NO_CONTENT) {
            Header type = answer.getFirstHeader("Content-Type");
            answer.setEntity(new ByteArrayEntity(
                    given.getContentAsByteArray(), type == null ? null : ContentType.parse(type.getValue())));
        }
        return answer;
    }
}
