package org.wonbooks.schedule;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** An instance's HTTP client, with the gate in front of it. */
final class GatedHttp implements ExecChainHandler {

    private final Gate gate;

    GatedHttp(Gate gate) {
        this.gate = gate;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String call = request.getMethod() + " " + request.getPath().replaceFirst("\\?.*", "");
        gate.pointBeforeCall(call);
        if (Task.current() != null) {
            Task.current().calls(call);
        }
        HttpFault fault = gate.fate().http(Task.current(), call);
        if (fault == null) {
            ClassicHttpResponse answer = gate.fate().exchange(request, scope, chain);
            try {
                gate.point("the answer to " + call);
            } catch (Crash crash) {
                answer.close();
                throw crash;
            }
            return answer;
        }
        byte[] answered = new byte[0];
        if (fault.after()) {
            try (ClassicHttpResponse answer = gate.fate().exchange(request, scope, chain)) {
                if (answer.getEntity() != null) {
                    answered = EntityUtils.toByteArray(answer.getEntity());
                }
            }
        }
        gate.point("the loss of the answer to " + call);
        return spoilt(fault, answered);
    }

    private static ClassicHttpResponse spoilt(HttpFault fault, byte[] answered) throws IOException {
        switch (fault) {
            case REFUSED -> throw new ConnectException("Connection refused");
            case CUT_BEFORE, CUT_AFTER -> throw new SocketException("Connection reset");
            case TIMED_OUT_AFTER -> throw new SocketTimeoutException("Read timed out");
            case TRUNCATED -> {
                ClassicHttpResponse answer = new BasicClassicHttpResponse(200);
                InputStream half = new ByteArrayInputStream(Arrays.copyOf(answered, answered.length / 2));
                answer.setEntity(new InputStreamEntity(
                        new SequenceInputStream(half, new Ending()), ContentType.APPLICATION_JSON));
                return answer;
            }
            default -> {
                ClassicHttpResponse answer = new BasicClassicHttpResponse(fault.status());
                ContentType type = fault.body().startsWith("<") ? ContentType.TEXT_HTML : ContentType.APPLICATION_JSON;
                answer.setEntity(new StringEntity(fault.body(), type));
                return answer;
            }
        }
    }

    /** The connection ends before the answer does. */
    private static final class Ending extends InputStream {

        @Override
        public int read() throws IOException {
            throw new ConnectionClosedException("Premature end of the answer");
        }
    }
}
