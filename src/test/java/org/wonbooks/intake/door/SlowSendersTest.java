package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.wonbooks.intake.door.RawHttp.Answer;

/** Senders that drip hold nothing that hooks need, and are let go. */
@TestPropertySource(properties = {"server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=2"})
class SlowSendersTest extends DoorsOverHttp {

    private static final byte[] FORM = "leads[status][0][id]=1".getBytes(UTF_8);

    /** Bodies of both lengths, a chunk's head, a body after a refusal, a header, a request line. */
    private static final List<String> BEGUN = List.of(
            "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\na",
            "POST /webhooks/quickbooks HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\na",
            "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n3e8\na",
            "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n00000",
            "GET /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\na",
            "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nContent-Length: 2000000\n\na",
            "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: loc",
            "POST /webhooks/kom");

    /** The same for all other addresses, of strangers and of who may be known. */
    private static final List<String> BEGUN_ELSEWHERE = List.of(
            "POST /login HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\na",
            "POST /login HTTP/1.1\nHost: localhost\nContent-Length: 100000\n\na",
            "POST /echo HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n3e8\na",
            "PATCH /api/v1/connections/1 HTTP/1.1\nHost: localhost\nAuthorization: Basic eA==\nContent-Length: 100000\n\na",
            "GET /api/v1/nothing HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\na");

    private final List<RawHttp> slow = new ArrayList<>();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() throws IOException {
        others.getServlet().letGo();
        drip.shutdownNow();
        for (RawHttp http : slow) {
            http.close();
        }
    }

    @Test
    void fiveHundredOfThemDelayNoHook() throws Exception {
        for (int i = 0; i < 500; i++) {
            RawHttp http = new RawHttp(port);
            slow.add(http);
            http.write(BEGUN.get(i % BEGUN.size()).replace("\n", "\r\n").getBytes(UTF_8));
        }
        drip.scheduleWithFixedDelay(this::dripOnce, 0, 500, TimeUnit.MILLISECONDS);

        for (int i = 0; i < 50; i++) {
            assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", FORM));
        }
        for (RawHttp http : slow) {
            assertThat(http.readToItsEnd()).matches("(?s)|HTTP/1.1 4\\d\\d .*");
        }
        verify(storage, times(50)).kommo(any());
        verify(storage, never()).quickbooks(any());
    }

    @Test
    void norDoTheyDelayAnybodyElse() throws Exception {
        for (int i = 0; i < 500; i++) {
            RawHttp http = new RawHttp(port);
            slow.add(http);
            http.write(BEGUN_ELSEWHERE
                    .get(i % BEGUN_ELSEWHERE.size())
                    .replace("\n", "\r\n")
                    .getBytes(UTF_8));
        }
        drip.scheduleWithFixedDelay(this::dripOnce, 0, 500, TimeUnit.MILLISECONDS);

        // Two that come at one moment are one too many here, so a 503 may be the answer for a moment.
        awaitAnswer(404, "GET /other HTTP/1.1", new byte[0]);
        awaitAnswer(200, "POST /echo HTTP/1.1", FORM);
        awaitAnswer(200, "GET /actuator/health HTTP/1.1", new byte[0]);
        assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", FORM));
        assertThat(slow).anySatisfy(http -> assertThat(http.hasBytes()).isFalse());
        for (RawHttp http : slow) {
            assertThat(http.readToItsEnd()).matches("(?s)HTTP/1.1 (4\\d\\d|503) .*");
        }
    }

    private void awaitAnswer(int status, String lines, byte[] body) {
        await().pollDelay(Duration.ZERO)
                .until(() -> RawHttp.send(port, lines, body).status() == status);
    }

    /** Webhooks have their own, and those who ask whether all is well. */
    @Test
    void whoHoldsTheThreadsOfOthersHoldsNoMore() throws Exception {
        RawHttp holder = new RawHttp(port);
        slow.add(holder);
        holder.head("GET /held HTTP/1.1\nConnection: close");
        others.getServlet().awaitHeld();

        assertThat(RawHttp.send(port, "GET /other HTTP/1.1", new byte[0]).status())
                .isEqualTo(503);
        // It finds no room only when its body is here.
        Answer late = RawHttp.send(port, "POST /echo HTTP/1.1", FORM);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.head()).contains("retry-after: 10", "x-content-type-options: nosniff");
        assertThat(RawHttp.send(port, "GET /actuator/health HTTP/1.1", new byte[0])
                        .status())
                .isEqualTo(200);
        assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", FORM));

        others.getServlet().letGo();
        assertThat(holder.answer().status()).isEqualTo(200);
    }

    private boolean holdsAThread() throws Exception {
        RawHttp holder = new RawHttp(port);
        slow.add(holder);
        holder.head("GET /held HTTP/1.1\nConnection: close");
        await().pollDelay(Duration.ZERO)
                .until(() -> holder.hasBytes() || others.getServlet().isHeld());
        return !holder.hasBytes();
    }

    private boolean isBegun(String large) throws Exception {
        RawHttp http = new RawHttp(port);
        http.head(large + "\nExpect: 100-continue\nContent-Length: " + (1 << 20));
        boolean begun = http.readHead().startsWith("HTTP/1.1 100");
        if (begun) {
            slow.add(http);
        } else {
            http.close();
        }
        return begun;
    }

    @Test
    void whatComesBackToNoFreeThreadTakesNoRoom() throws Exception {
        String large = "POST /echo HTTP/1.1\nAuthorization: Basic x";
        for (int i = 0; i < 20; i++) {
            // The one before may still be on its way out.
            await().pollDelay(Duration.ZERO).until(() -> isBegun(large));
        }
        List<RawHttp> begun = List.copyOf(slow);
        await().pollDelay(Duration.ZERO).until(this::holdsAThread);
        for (RawHttp http : begun) {
            http.write(new byte[1 << 20]);
            assertThat(http.readHead()).startsWith("HTTP/1.1 503");
        }
        others.getServlet().letGo();

        awaitAnswer(200, large, new byte[1 << 20]);
    }

    @Test
    void whatNobodyReadsIsDroppedAndTheConnectionGoesOn() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /api/nothing HTTP/1.1\nContent-Length: 3");
            http.write("a=1".getBytes(UTF_8));
            assertThat(http.readHead()).startsWith("HTTP/1.1 404").doesNotContain("onnection: close");
            http.head("POST /webhooks/kommo/s3cret HTTP/1.1\nContent-Length: 0\nConnection: close");
            assertThat(http.readToItsEnd()).contains("HTTP/1.1 200");
        }
        verify(storage).kommo(any());
    }

    @Test
    void nobodyIsWaitedForWhomTheServerAnswersByItself() throws Exception {
        for (String line : new String[] {"TRACE /webhooks/kommo/s3cret", "OPTIONS *", "POST /%00", "POST /a/../../b"}) {
            RawHttp http = new RawHttp(port);
            slow.add(http);
            http.write((line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na").getBytes(UTF_8));
        }
        drip.scheduleWithFixedDelay(this::dripOnce, 0, 500, TimeUnit.MILLISECONDS);

        for (RawHttp http : slow) {
            http.readToItsEnd();
        }
    }

    @Test
    void aBodyThatIsNotThereInTimeIsToldSo() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /webhooks/kommo/s3cret HTTP/1.1\nContent-Length: 10");
            assertThat(http.readHead()).startsWith("HTTP/1.1 408");
        }
        verify(storage, never()).kommo(any());
    }

    private void dripOnce() {
        for (RawHttp http : slow) {
            try {
                http.write(new byte[] {'0'});
            } catch (IOException letGo) {
                // As it should be.
            }
        }
    }
}
