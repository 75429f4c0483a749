package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.intake.door.RawHttp.Answer;

/** Which bytes and which names get through to the doors. */
class RawBodyFilterTest extends DoorsOverHttp {

    private static final int MEGABYTE = 1 << 20;

    @Autowired
    private Arrivals arrivals;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/json",
                "multipart/form-data; boundary=X",
                "multipart/form-data",
                "text/plain; charset=iso-8859-1",
                "text/plain; charset=nonsense",
                "application/octet-stream",
                "application/x-java-serialized-object",
                "application/xml",
                "nonsense",
                ""
            })
    void bothDoorsGetTheBytesAsTheyCameWhateverTheirType(String type) throws Exception {
        for (byte[] body : new byte[][] {
            allBytes(),
            "a%5Bx%5D=1&b".getBytes(UTF_8),
            "a=%zz".getBytes(UTF_8),
            "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X--\r\n".getBytes(UTF_8),
        }) {
            String header = type.isEmpty() ? "" : "\nContent-Type: " + type;
            assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1" + header, body));
            verify(storage).kommo(hook(body));

            String signature = "\nIntuit-Signature: " + sign(body, "token-1");
            assertThat(RawHttp.send(port, "POST /webhooks/quickbooks HTTP/1.1" + signature + header, body)
                            .status())
                    .isEqualTo(200);
            verify(storage).quickbooks(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "identity"})
    void nothingIsUnpacked(String encoding) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[MEGABYTE]);
        }
        for (byte[] body : new byte[][] {packed.toByteArray(), "not packed".getBytes(UTF_8)}) {
            Answer answer =
                    RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1\nContent-Encoding: " + encoding, body);
            assertThat(answer.status()).isEqualTo(200);
            verify(storage).kommo(hook(body));
        }
    }

    @Test
    void anEmptyBodyIsStoredToo() throws Exception {
        assertThat(RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", new byte[0])
                        .status())
                .isEqualTo(200);
        verify(storage).kommo(hook(new byte[0]));
    }

    @Test
    void aBodyInChunksIsPutTogether() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /webhooks/kommo/s3cret HTTP/1.1\nTransfer-Encoding: chunked\nConnection: close");
            http.chunk("leads[status]".getBytes(UTF_8));
            http.chunk("[0][id]=1".getBytes(UTF_8));
            http.chunk(new byte[0]);
            assertThat(http.answer().status()).isEqualTo(200);
        }
        verify(storage).kommo(hook("leads[status][0][id]=1".getBytes(UTF_8)));
    }

    @Test
    void aSenderThatAsksFirstIsToldToGoOn() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head(
                    "POST /webhooks/kommo/s3cret HTTP/1.1\nExpect: 100-continue\nContent-Length: 3\nConnection: close");
            assertThat(http.readHead()).startsWith("HTTP/1.1 100");
            http.write("a=1".getBytes(UTF_8));
            assertThat(http.answer().status()).isEqualTo(200);
        }
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /webhooks/kommo/s3cret HTTP/1.1\nExpect: 100-continue\nContent-Length: 1048577");
            assertThat(http.readHead()).startsWith("HTTP/1.1 100");
            assertThat(http.readHead()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void oneMegabyteIsTakenAndNotAByteMore() throws Exception {
        byte[] most = new byte[MEGABYTE];
        assertThat(RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", most)
                        .status())
                .isEqualTo(200);
        verify(storage).kommo(hook(most));

        for (String path : new String[] {"/webhooks/kommo/s3cret", "/webhooks/quickbooks"}) {
            assertBare(413, RawHttp.send(port, "POST " + path + " HTTP/1.1", new byte[MEGABYTE + 1]));
        }
        verify(storage, times(1)).kommo(any());
    }

    @Test
    void aBodyInChunksIsRefusedAsSoonAsItIsTooLarge() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /webhooks/kommo/s3cret HTTP/1.1\nTransfer-Encoding: chunked");
            for (int i = 0; i < 17; i++) {
                http.chunk(new byte[MEGABYTE / 16]);
            }
            // The last chunk never comes.
            assertThat(http.readHead()).startsWith("HTTP/1.1 413");
        }
        verify(storage, never()).kommo(any());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\n\na=1",
                "Transfer-Encoding: chunked\n\n5\na=1",
                "Transfer-Encoding: chunked\n\nzz\na=1"
            })
    void aBodyThatBreaksOffIsNotStored(String rest) throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.write(("POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\n" + rest)
                    .replace("\n", "\r\n")
                    .getBytes(UTF_8));
            http.endOfRequests();
            assertThatThrownBy(http::answer)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended within a head: ");
        }
        verify(storage, never()).kommo(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void onlyPostIsAnswered(String method) throws Exception {
        for (String path : new String[] {"/webhooks/kommo/s3cret", "/webhooks/quickbooks"}) {
            Answer answer = RawHttp.send(port, method + " " + path + " HTTP/1.1", new byte[0]);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.body()).isEmpty();
        }
        verify(storage, never()).kommo(any());
        verify(storage, never()).quickbooks(any());
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "CamelBeanMethodName",
                "CAmelHttpUri",
                "CamelRestHttpUri",
                "camelfilename",
                "Long-Running-Action",
                "long-running-action",
                "org.apache.camel.foo",
                "CamelHttpResponseCode",
                "breadcrumbId",
                "secret",
                "Authorization",
                "Cookie",
                "X-Forwarded-Prefix",
                "Location");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void noNameOfTheSendersBecomesACamelHeader(String name) throws Exception {
        byte[] form = (name + "=evil&" + name + "=evil").getBytes(UTF_8);
        Answer answer = RawHttp.send(
                port,
                "POST /webhooks/kommo/s3cret?" + name
                        + "=evil HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n" + name + ": evil",
                form);

        assertBare(200, answer);
        verify(storage).kommo(hook(form));
        assertThat(arrivals.headers.get()).isEqualTo(Map.of("secret", "s3cret"));
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
