package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.intake.door.RawHttp.Answer;

/** A body that was waited for is read as if it had come with its request. */
class WholeBodiesTest extends DoorsOverHttp {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String KNOWN = "Authorization: Basic eA==";

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + "; charset=utf-8", FORM + ";charset=nonsense"})
    void aFormsFieldsAreParametersBehindThoseOfTheQuery(String type) throws Exception {
        JsonNode echo = echo("POST /echo?a=0&q=%C3%A4 HTTP/1.1\n" + type, "a=1&a=2&b=%C3%BC+&c".getBytes(UTF_8));

        assertThat(echo.path("parameter a").asText()).isEqualTo("[0, 1, 2]");
        assertThat(echo.path("parameter b").asText()).isEqualTo("[ü ]");
        assertThat(echo.path("parameter c").asText()).isEqualTo("[]");
        assertThat(echo.path("parameter q").asText()).isEqualTo("[ä]");
        assertThat(echo.path("query").asText()).isEqualTo("a=0&q=%C3%A4");
        assertThat(echo.path("path").asText()).isEqualTo("/echo");
        assertThat(echo.path("dispatched").asText()).isEqualTo("REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET"})
    void anyOtherBodyIsItsBytes(String method) throws Exception {
        JsonNode echo =
                echo(method + " /echo?a=0 HTTP/1.1\nContent-Type: application/json", "{\"ü\": 1}".getBytes(UTF_8));

        assertThat(echo.path("body").asText()).isEqualTo("{\"ü\": 1}");
        assertThat(echo.path("parameter a").asText()).isEqualTo("[0]");
    }

    @Test
    void aBodyInPiecesIsPutTogether() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /echo HTTP/1.1\nTransfer-Encoding: chunked\nConnection: close\n" + FORM);
            http.chunk("a=".getBytes(UTF_8));
            http.chunk("1&b=2".getBytes(UTF_8));
            http.chunk(new byte[0]);
            assertThat(http.answer().body()).contains("\"parameter a\":\"[1]\",\"parameter b\":\"[2]\"");
        }
    }

    @Test
    void aStrangerMaySendAFormAndWhoIsKnownAMegabyte() throws Exception {
        int strangers = WholeBodies.STRANGERS;
        assertThat(send("", strangers).status()).isEqualTo(200);
        assertThat(send("\n" + KNOWN, RawBodyFilter.MAX_BYTES).status()).isEqualTo(200);

        for (Answer refused : new Answer[] {send("", strangers + 1), send("\n" + KNOWN, RawBodyFilter.MAX_BYTES + 1)}) {
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.head()).contains("content-security-policy: default-src 'none'", "nosniff", "no-store");
        }
    }

    @Test
    void aBodyInChunksIsRefusedAsSoonAsItIsTooLarge() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /echo HTTP/1.1\nTransfer-Encoding: chunked");
            http.chunk(new byte[WholeBodies.STRANGERS]);
            http.chunk(new byte[1]);
            // The last chunk never comes.
            assertThat(http.readHead()).startsWith("HTTP/1.1 413");
        }
    }

    /** As many as would fill the memory; a small one finds room all the same. */
    @Test
    void largeBodiesFindRoomForSomeOfThemAlone() throws Exception {
        List<RawHttp> large = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                RawHttp http = new RawHttp(port);
                large.add(http);
                http.head("POST /echo HTTP/1.1\n" + KNOWN + "\nContent-Length: " + (1 << 20));
                http.write(new byte[1 << 19]);
            }
            assertThat(send("", 100).status()).isEqualTo(200);
            long refused = 0;
            for (RawHttp http : large) {
                String answer = http.readHead();
                assertThat(answer).containsPattern("^HTTP/1.1 (408|503)");
                refused += answer.startsWith("HTTP/1.1 503") ? 1 : 0;
            }
            assertThat(refused).isBetween(1L, 10L);
        } finally {
            for (RawHttp http : large) {
                http.close();
            }
        }
        // What they held is free again.
        assertThat(send("\n" + KNOWN, RawBodyFilter.MAX_BYTES).status()).isEqualTo(200);
    }

    @Test
    void aFaultOfAPageIsOneAfterABodyToo() throws Exception {
        assertThat(RawHttp.send(port, "POST /fault HTTP/1.1", "a=1".getBytes(UTF_8))
                        .status())
                .isEqualTo(500);
        assertThat(RawHttp.send(port, "POST /nothing HTTP/1.1", "a=1".getBytes(UTF_8))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBodyThatBreaksOffIsGivenUp() throws Exception {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST /echo HTTP/1.1\nContent-Length: 10");
            http.write("a=1".getBytes(UTF_8));
            http.endOfRequests();
            assertThat(http.readToItsEnd()).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
        }
    }

    private Answer send(String headers, int length) throws Exception {
        return RawHttp.send(port, "POST /echo HTTP/1.1" + headers, new byte[length]);
    }

    private JsonNode echo(String lines, byte[] body) throws Exception {
        Answer answer = RawHttp.send(port, lines, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String json = answer.body()
                .substring(answer.body().indexOf('{'), answer.body().lastIndexOf('}') + 1);
        return new ObjectMapper().readTree(json.getBytes(ISO_8859_1));
    }
}
