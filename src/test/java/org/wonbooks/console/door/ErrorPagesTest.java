package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wonbooks.console.ConsoleTest;

/** Whoever errs is told so, in a page or in JSON, and nobody else is. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorPagesTest extends ConsoleTest {

    @Autowired
    WebApplicationContext context;

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 408, 413, 415, 429, 431, 500, 501, 503, 505})
    void thereIsAPageAndJsonForEachStatus(int code) throws Exception {
        HttpStatus status = HttpStatus.valueOf(code);
        String page = error(status, "text/html").getContentAsString();
        assertThat(page)
                .contains("<h1>", status.value() + " ", "</html>")
                .doesNotContain("Exception", "th:", "What happened.");

        String json = error(status, "application/json").getContentAsString();
        assertThat(json).contains("\"status\":" + status.value(), "\"error\":").doesNotContain("trace", "message");
    }

    /** What the server does when an answer is an error. */
    private MockHttpServletResponse error(HttpStatus status, String accept) throws Exception {
        MockMvc pages = MockMvcBuilders.webAppContextSetup(context).build();
        return pages.perform(request(HttpMethod.GET, "/error")
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status.value())
                        .header("Accept", accept))
                .andReturn()
                .getResponse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json",
                "*/*",
                "application/xml",
                "image/png",
                ";;;///",
                "a/b/c, text/html"
            })
    void whereNothingIsNobodyIsLedAnywhere(String accept, CapturedOutput output) {
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "FOO"}) {
            for (String path : new String[] {"/error", "/nothing"}) {
                int before = output.getAll().length();

                assertThat(send(method, path, null, "Accept", accept).status()).isIn(302, 400, 401, 403, 404);
                assertThat(send(method, path, null, "Accept", accept, "Authorization", basic(PASSWORD))
                                .status())
                        .isIn(400, 403, 404);
                // Others may say something meanwhile, as what refreshes tokens.
                assertThat(output.getAll().substring(before)).doesNotContain("-exec-", "Exception");
            }
        }
    }

    /** A stranger sees it too: a browser's page, a program's JSON, and neither gets a session. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void atTheAddressOfErrorsIsNothing(String method, CapturedOutput output) {
        int before = output.getAll().length();
        for (String accept : new String[] {"text/html", "application/json"}) {
            Answer answer = send(method, "/error", null, "Accept", accept);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).startsWith(accept);
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(answer.header("Location")).isNull();
            if (!method.equals("HEAD")) {
                assertThat(answer.body())
                        .contains(accept.equals("text/html") ? "There is nothing at this address" : "\"status\":404");
            }
        }
        assertThat(output.getAll().substring(before)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /connections/0/drift, 404",
        "GET, /connections/0/drift/0, 405",
        "GET, /connections/x/check, 404",
        "GET, /oauth/kommo/connect, 400",
        "GET, /nothing, 404",
        "POST, /, 403"
    })
    void whoReadsPagesReadsWhatWentWrongAsAPage(String method, String path, int status) {
        Answer page = send(method, path, null, "Accept", "text/html", "Authorization", basic(PASSWORD));

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>", status + " ");
    }

    @Test
    void whatTheFirewallRefusesIsAPageWithItsHeaders() {
        Answer refused = send("GET", "//nothing", null, "Accept", "text/html");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("<h1>").doesNotContain("Exception");
        assertThat(refused.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
