package org.wonbooks.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/**
 * Every answer of a peer is read whole before anybody looks at it, within the call's response time-out, from asking for
 * a connection to the last byte, and within a size. Time-outs of the socket alone would let a peer that drips an answer
 * hold a call for ever.
 */
@Service
class WholeAnswer implements ComponentCustomizer, ExecChainHandler, DisposableBean {

    /** In megabytes. */
    static final int LARGEST = 5;

    private static final int LARGEST_BYTES = LARGEST << 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "call-deadline");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void configure(String name, Component component) {
        HttpComponent http = (HttpComponent) component;
        http.setHttpClientConfigurer(client -> client.addExecInterceptorFirst("whole-answer", this));
    }

    @Override
    public boolean isEnabled(String name, Component component) {
        return component instanceof HttpComponent;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Timeout deadline = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
        AtomicBoolean late = new AtomicBoolean();
        Future<?> end = timer.schedule(
                () -> {
                    late.set(true);
                    scope.execRuntime.discardEndpoint();
                },
                deadline.toMilliseconds(),
                TimeUnit.MILLISECONDS);
        try {
            return whole(chain.proceed(request, scope));
        } catch (IOException e) {
            throw late.get() ? new InterruptedIOException("no whole answer within " + deadline) : e;
        } finally {
            end.cancel(false);
        }
    }

    private static ClassicHttpResponse whole(ClassicHttpResponse answer) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return answer;
        }
        try (var body = entity.getContent()) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw new ContentTooLongException("more than %d bytes", LARGEST_BYTES);
            }
            answer.setEntity(new ByteArrayEntity(bytes, null));
            return answer;
        } catch (IOException e) {
            answer.close();
            throw e;
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
