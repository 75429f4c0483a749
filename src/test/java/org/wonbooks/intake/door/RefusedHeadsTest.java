package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wonbooks.intake.door.RawHttp.Answer;

/** What the server itself refuses is told so in one line, without a word of the inside, here or in the log. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedHeadsTest extends DoorsOverHttp {

    private static final String HOST = "Host: localhost\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 GET /a%2fb HTTP/1.1|Host: localhost",
                "400 GET /%00 HTTP/1.1|Host: localhost",
                "400 GET /a\\b HTTP/1.1|Host: localhost",
                "400 GET /a%5cb HTTP/1.1|Host: localhost",
                "400 GET /a%zzb HTTP/1.1|Host: localhost",
                "400 GET /a%ffb HTTP/1.1|Host: localhost",
                "400 GET /../a HTTP/1.1|Host: localhost",
                "400 GET /login HTTP/1.1",
                "400 GET /login HTTP/1.1|Host: localhost|Host: localhost",
                "400 GET /login HTTP/1.1|Host: a b",
                "400 GET http://other.example/login HTTP/1.1|Host: localhost",
                "400 CONNECT localhost:80 HTTP/1.1|Host: localhost",
                "400 CONNECT / HTTP/1.1|Host: localhost",
                "405 TRACE /login HTTP/1.1|Host: localhost",
                "400 NONSENSE|Host: localhost",
                "505 GET / HTTP/7.7|Host: localhost",
                "400 GET / HTTP/1.1|a b: c|Host: localhost",
                "400 POST / HTTP/1.1|Content-Length: -1|Host: localhost",
                "400 POST / HTTP/1.1|Content-Length: 1|Content-Length: 2|Host: localhost",
                "400 POST / HTTP/1.0|Transfer-Encoding: chunked|Host: localhost",
                "501 POST / HTTP/1.1|Transfer-Encoding: nonsense|Host: localhost"
            })
    void isOneLine(String row, CapturedOutput output) throws Exception {
        String[] statusAndHead = row.split(" ", 2);
        assertRefused(Integer.parseInt(statusAndHead[0]), statusAndHead[1].replace("|", "\n"), output);
    }

    @Test
    void soAreHeadsThatAreTooLong(CapturedOutput output) throws Exception {
        assertRefused(400, "GET /login HTTP/1.1\n" + HOST + "X: " + "a".repeat(20_000) + "\n", output);
        assertRefused(400, "GET /login?" + "a".repeat(20_000) + " HTTP/1.1\n" + HOST, output);
        assertRefused(400, "GET /login HTTP/1.1\n" + HOST + "X: a\n".repeat(200), output);
    }

    private void assertRefused(int status, String head, CapturedOutput output) throws Exception {
        int before = output.getAll().length();
        try (RawHttp http = new RawHttp(port)) {
            String lines = head.endsWith("\n") ? head : head + "\n";
            http.write((lines + "Connection: close\n\n").replace("\n", "\r\n").getBytes(ISO_8859_1));
            Answer answer = http.answer();

            assertThat(answer.status()).as(head).isEqualTo(status);
            assertThat(answer.head())
                    .contains(
                            "content-security-policy: default-src 'none'",
                            "x-content-type-options: nosniff",
                            "x-frame-options: deny",
                            "referrer-policy: no-referrer",
                            "cache-control: no-store",
                            "content-type: text/plain")
                    .doesNotContain("server:", "tomcat");
            assertThat(answer.body()).hasLineCount(1).startsWith(status + " ");
        }
        assertThat(output.getAll().substring(before)).isEmpty();
    }

    /** They have no such path, and no such method. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/kommo/x%2fs3cret",
                "/webhooks/kommo/x%5cs3cret",
                "/webhooks/kommo/s3cret%00",
                "/webhooks/kommo/%zz",
                "/webhooks/quickbooks%2f"
            })
    void theDoorsForWebhooksAnswerAsTheyDo(String path) throws Exception {
        assertBare(404, RawHttp.send(port, "POST " + path + " HTTP/1.1", new byte[1]));
        Answer notPosted = RawHttp.send(port, "GET " + path + " HTTP/1.1", new byte[0]);
        assertBare(405, notPosted);
        assertThat(notPosted.head()).contains("allow: post");
    }

    @Test
    void norDoTheyHaveTheMethodsThatTheServerRefuses() throws Exception {
        assertBare(405, RawHttp.send(port, "TRACE /webhooks/kommo/s3cret HTTP/1.1", new byte[0]));
        assertBare(405, RawHttp.send(port, "CONNECT /webhooks/quickbooks HTTP/1.1", new byte[0]));
    }
}
