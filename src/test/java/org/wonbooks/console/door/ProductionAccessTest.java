package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wonbooks.Wonbooks;
import org.wonbooks.console.ConsoleTest;

/** What is different where it matters: reached by https, without a sandbox. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = Wonbooks.class,
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "server.port=0",
            "wonbooks.data=./target/console-production-test",
            "wonbooks.public-url=https://wonbooks.example",
            "wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "wonbooks.admin.password=" + ConsoleTest.PASSWORD
        })
@ActiveProfiles("production")
class ProductionAccessTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    FilterChainProxy security;

    @Autowired
    WebApplicationContext context;

    @Value("${server.port}")
    int port;

    @Test
    void isReachedByHttpsAlone() throws Exception {
        HttpResponse<String> form = get("/login");

        assertThat(form.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-wonbooks-form=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        assertThat(form.headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("max-age=31536000"));
        // No host: behind a proxy ours is not the browser's.
        assertThat(get("/", "Accept", "text/html").headers().firstValue("Location"))
                .contains("/login");
    }

    @Test
    void hasNoSandbox() throws Exception {
        for (String path : new String[] {"/sandbox/", "/sandbox/state", "/sandbox/index.html"}) {
            assertThat(get(path).statusCode()).isEqualTo(401);
            assertThat(asAdminFromElsewhere(path)).isEqualTo(404);
        }
    }

    /** Not from where another test guesses. */
    private int asAdminFromElsewhere(String path) throws Exception {
        return MockMvcBuilders.webAppContextSetup(context)
                .addFilters(security)
                .build()
                .perform(MockMvcRequestBuilders.get(path)
                        .header("Authorization", ConsoleTest.basic(ConsoleTest.PASSWORD))
                        .with(request -> {
                            request.setRemoteAddr("192.0.2.1");
                            return request;
                        }))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    @Test
    void guessingIsSlowedDownAndThePasswordIsNotLogged(CapturedOutput output) throws Exception {
        int status = 401;
        for (int i = 0; i < 30 && status == 401; i++) {
            status = get("/api/v1/work", "Authorization", ConsoleTest.basic("guess"))
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(get("/api/v1/work", "Authorization", ConsoleTest.basic("guess"))
                        .body())
                .contains("Too many failed log-ins");
        assertThat(get("/", "Authorization", ConsoleTest.basic("guess"), "Accept", "text/html")
                        .body())
                .contains("Too many failed log-ins");
        assertThat(output).doesNotContain(ConsoleTest.PASSWORD, "guess");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
