package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.wonbooks.console.ConsoleTest;

/** Who is let in, over all addresses that there are. */
class AccessTest extends ConsoleTest {

    @Autowired
    Collection<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    FilterChainProxy security;

    @Test
    void withoutSigningInNothingIsServedButThis() {
        Set<String> served = new TreeSet<>();
        int asked = 0;
        for (String call : calls()) {
            String[] parts = call.split(" ");
            if (parts[1].startsWith("/sandbox")) {
                continue;
            }
            asked++;
            Answer answer = send(parts[0], parts[1], null);
            if (answer.status() != 401 && answer.status() != 403) {
                served.add(call + " " + answer.status());
            }
        }

        assertThat(asked).isGreaterThan(20);
        assertThat(served)
                .containsExactlyInAnyOrder(
                        "GET /login 200",
                        "GET /error 404",
                        "GET /actuator/health 200",
                        // Refused for want of a state.
                        "GET /oauth/kommo/callback 400",
                        // Says the same to all.
                        "GET /oauth/quickbooks/disconnected 200");
    }

    /** Every mapped method and path, with something for each variable. */
    private Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (String pattern : info.getPatternValues()) {
                String path =
                        pattern.replace("{peer:kommo|quickbooks}", "kommo").replaceAll("\\{[^/]*}|\\*+", "1");
                (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                        .forEach(method -> calls.add(method + " " + path));
            }
        }));
        return calls;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 401",
        "GET, /nothing, 401",
        "GET, /error, 404",
        "GET, /index.html, 401",
        "GET, /templates/login.html, 401",
        "GET, /application.properties, 401",
        "GET, /actuator, 401",
        "GET, /actuator/prometheus, 401",
        "GET, /actuator/health/db, 401",
        "GET, /actuator/health/liveness, 200",
        "GET, /actuator/health/readiness, 200",
        "GET, /api/v1/nothing, 401",
        "GET, /api/v1/connections/../../../login, 400",
        "GET, //api/v1/connections, 400",
        "GET, /api/v1/connections;x=1, 400",
        "GET, /css/wonbooks.css, 200",
        "GET, /oauth/kommo/callback, 400",
        "GET, /oauth/kommo/connect?connection=1, 401",
        "GET, /oauth/kommo/removed, 401",
        "GET, /oauth/kommo/removed?client_uuid=sandbox-client&account_id=32720107&signature=00, 401",
        "POST, /oauth/kommo/removed, 403",
        "GET, /oauth/quickbooks/disconnected?realmId=1, 200",
        "GET, /oauth/quickbooks/reconnect?realmId=1, 401",
        "GET, /oauth/other/connect?connection=1, 401",
        "POST, /sandbox/faults, 400",
        "POST, /login, 403",
        "POST, /logout, 403",
        "TRACE, /, 405",
        "TRACE, /webhooks/quickbooks, 405",
        "GET, /webhooks/quickbooks, 405",
        "POST, /webhooks/quickbooks, 401",
        "POST, /webhooks/kommo/unknown, 404",
    })
    void answersAStranger(String method, String path, int status) {
        assertThat(send(method, path, null).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing, 404",
        "/nothing, 404",
        "/error, 404",
        "/actuator/prometheus, 200",
        "/actuator/nothing, 404"
    })
    void answersTheAdmin(String path, int status) {
        assertThat(send("GET", path, null, "Authorization", basic(PASSWORD)).status())
                .isEqualTo(status);
    }

    @Test
    void theApiSaysWhyInAProblem() {
        Answer stranger = send("GET", "/api/v1/connections", null, "Accept", "text/html");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(stranger.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(stranger.header("Set-Cookie")).isNull();
        assertThat(stranger.json().path("detail").asText()).isNotBlank();

        assertThat(send("GET", "/api/v1/connections", null, "Authorization", basic("wrong"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/connections", "/actuator/prometheus"})
    void aBrowserDoesNotLendThePasswordToAnotherSite(String path) {
        for (String site : new String[] {"cross-site", "same-site"}) {
            Answer answer = send("GET", path, null, "Authorization", basic(PASSWORD), "Sec-Fetch-Site", site);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(send("GET", path, null, "Authorization", basic(PASSWORD), "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    /** A browser that is too old to say which site it is, or a page without an origin of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost", "https://localhost:1", ""})
    void norToAForeignOrigin(String origin) {
        for (String call : new String[] {
            "GET /api/v1/connections",
            "POST /api/v1/connections/1/provision",
            "GET /actuator/prometheus",
            "POST /sandbox/reset",
            "POST /login",
            "POST /"
        }) {
            String[] parts = call.split(" ");
            assertThat(send(parts[0], parts[1], null, "Authorization", basic(PASSWORD), "Origin", origin)
                            .status())
                    .as(call)
                    .isEqualTo(403);
        }
        assertThat(send("GET", "/actuator/health", null, "Origin", origin).status())
                .isEqualTo(200);
    }

    @Test
    void itsOwnPagesMayAsk() {
        String[] own = {"Authorization", basic(PASSWORD), "Origin", "http://localhost:" + port};
        assertThat(send("GET", "/api/v1/connections", null, own).status()).isEqualTo(200);
        // By another name of this machine, as the browser itself says.
        assertThat(send(
                                "GET",
                                "/api/v1/connections",
                                null,
                                "Authorization",
                                basic(PASSWORD),
                                "Origin",
                                "http://127.0.0.1:" + port,
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSandboxIsForThisMachineAndItsOwnPage() throws Exception {
        assertThat(send("GET", "/sandbox/", null).status()).isEqualTo(200);
        assertThat(send("POST", "/sandbox/reset", null, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);

        assertThat(sandboxFrom("127.0.0.1")).isEqualTo(200);
        assertThat(sandboxFrom("::1")).isEqualTo(200);
        assertThat(sandboxFrom("192.0.2.1")).isEqualTo(403);
    }

    private int sandboxFrom(String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sandbox/state");
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        security.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() {
        for (String path : new String[] {"/login", "/", "/api/v1/connections", "/actuator/health", "/nothing"}) {
            Answer answer = send("GET", path, null);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
        assertThat(send("GET", "/sandbox/", null).header("Content-Security-Policy"))
                .contains("script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void anErrorPageTellsNothingOfTheInside() {
        Answer answer =
                send("GET", "/nothing%3Cscript%3E", null, "Accept", "text/html", "Authorization", basic(PASSWORD));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("404").doesNotContain("<script>", "Exception", "org.w");
    }
}
