package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

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

    private final List<RawHttp> slow = new ArrayList<>();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() throws IOException {
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

    /** The first is answered, and still sends: from then on it holds its half. */
    @Test
    void slowSendersToOtherAddressesHoldHalfOfTheThreadsAtMost() throws Exception {
        byte[] begun = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na".getBytes(UTF_8);
        RawHttp first = new RawHttp(port);
        slow.add(first);
        first.write(begun);
        assertThat(first.readHead()).startsWith("HTTP/1.1 404");
        drip.scheduleWithFixedDelay(this::dripOnce, 0, 500, TimeUnit.MILLISECONDS);

        for (int i = 0; i < 20; i++) {
            try (RawHttp http = new RawHttp(port)) {
                http.write(begun);
                assertThat(http.readToItsEnd()).startsWith("HTTP/1.1 503");
            }
        }
        for (int i = 0; i < 10; i++) {
            assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", FORM));
        }
        // Its half is free for the next test once the server has closed.
        first.endOfRequests();
        first.readToItsEnd();
    }

    @Test
    void whatNobodyReadsIsDroppedAndTheConnectionGoesOn() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /login HTTP/1.1\nContent-Length: 3");
            assertThat(http.readHead()).startsWith("HTTP/1.1 404").doesNotContain("onnection: close");
            http.write("a=1".getBytes(UTF_8));
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
