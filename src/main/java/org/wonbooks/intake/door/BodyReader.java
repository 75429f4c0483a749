package org.wonbooks.intake.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Collects a body as its bytes come, without a thread that waits for them, and hands it on when it is whole. What still
 * comes after a refusal is read and dropped until the deadline, so that the sender gets to see the answer.
 */
final class BodyReader implements ReadListener, AsyncListener {

    /** From the end of the head to the end of the body. Looked at every second, so it may be one more. */
    static final Duration DEADLINE = Duration.ofSeconds(4);

    private final AsyncContext exchange;
    private final HttpServletResponse response;
    private final ServletInputStream input;
    private final Consumer<byte[]> whole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private boolean refused;

    /** @param whole takes the body and answers, all in the one call */
    BodyReader(AsyncContext exchange, HttpServletResponse response, ServletInputStream input, Consumer<byte[]> whole) {
        this.exchange = exchange;
        this.response = response;
        this.input = input;
        this.whole = whole;
    }

    /** Answers at once, so that the server does not put an error page of its own in the place of nothing. */
    void refuse(int status) throws IOException {
        refused = true;
        response.setStatus(status);
        response.setHeader("Connection", "close");
        response.setContentLength(0);
        response.flushBuffer();
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (input.isReady() && !input.isFinished()) {
            int read = input.read(buffer);
            if (read > 0 && !refused) {
                body.write(buffer, 0, read);
                if (body.size() > RawBodyFilter.MAX_BYTES) {
                    refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                }
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!refused) {
            // The deadline was the sender's.
            exchange.setTimeout(0);
            whole.accept(body.toByteArray());
        }
        exchange.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (!refused) {
            refuse(HttpServletResponse.SC_REQUEST_TIMEOUT);
        }
        exchange.complete();
    }

    @Override
    public void onError(Throwable fault) {
        // The same comes as an event.
    }

    /** The body broke off, and the server has closed the connection; left to itself it would report a 500. */
    @Override
    public void onError(AsyncEvent event) {
        exchange.complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Once is all there is.
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // Nothing is held.
    }
}
