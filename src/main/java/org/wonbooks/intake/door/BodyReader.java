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
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Collects a body as its bytes come, without a thread that waits for them, and hands it on when it is whole. What still
 * comes after a refusal is read and dropped until the deadline, so that the sender gets to see the answer.
 *
 * <p>Refused are a body that is too large or takes too long, and one that is more than {@link #SMALL} while so much of
 * such bodies is under way that they would fill the memory.
 */
final class BodyReader implements ReadListener, AsyncListener {

    /** From the end of the head to the end of the body. Looked at every second, so it may be one more. */
    static final Duration DEADLINE = Duration.ofSeconds(4);

    /** So many bytes of a body find room whatever else is under way. */
    static final int SMALL = 1 << 14;

    private final AsyncContext exchange;
    private final HttpServletResponse response;
    private final ServletInputStream input;
    private final Limits limits;
    private final BiConsumer<BodyReader, byte[]> whole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private int held;
    private boolean refused;

    /**
     * What a body may take.
     *
     * @param most bytes that are taken
     * @param room for all bodies that are under way, in bytes beyond {@link #SMALL}
     * @param head sets the headers of a refusal
     */
    record Limits(int most, Semaphore room, Consumer<HttpServletResponse> head) {}

    /** @param whole takes the body and ends the exchange: it completes it, or gives the room back and dispatches it */
    BodyReader(
            AsyncContext exchange,
            HttpServletResponse response,
            ServletInputStream input,
            Limits limits,
            BiConsumer<BodyReader, byte[]> whole) {
        this.exchange = exchange;
        this.response = response;
        this.input = input;
        this.limits = limits;
        this.whole = whole;
    }

    /** Answers at once, so that the server does not put an error page of its own in the place of nothing. */
    void refuse(int status) throws IOException {
        refused = true;
        body.reset();
        giveBack();
        limits.head.accept(response);
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
                take(read);
            }
        }
    }

    private void take(int read) throws IOException {
        int beyond = body.size() + read - SMALL - held;
        if (body.size() + read > limits.most) {
            refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (beyond > 0 && !limits.room.tryAcquire(beyond)) {
            response.setHeader("Retry-After", "10");
            refuse(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            held += Math.max(0, beyond);
            body.write(buffer, 0, read);
        }
    }

    /** It is not under way any more. */
    void giveBack() {
        limits.room.release(held);
        held = 0;
    }

    @Override
    public void onAllDataRead() {
        if (refused) {
            exchange.complete();
        } else {
            // The deadline was the sender's.
            exchange.setTimeout(0);
            whole.accept(this, body.toByteArray());
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        try {
            if (!refused) {
                refuse(HttpServletResponse.SC_REQUEST_TIMEOUT);
            }
        } finally {
            exchange.complete();
        }
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
        giveBack();
    }
}
