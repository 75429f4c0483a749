package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.saga.CamelSagaService;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.ClassUtils;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.testing.SourceFiles;

/**
 * What was found in Camel 4.18.0 after it was made, and is closed in 4.18.5: none of it can be reached through what
 * Wonbooks is. What strangers send to the doors is for RawBodyFilterTest and BadInputTest; here are the peers, and what
 * of Camel is in the jar.
 */
class CamelAdvisoriesTest extends PeerTest {

    /** As a peer that means harm would spell them. */
    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "CamelRestHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpMethod",
            "CamelHttpBaseUri",
            "CamelBeanMethodName",
            "CamelBeanParameterTypesInfo",
            "CamelFileName",
            "CamelSqlQuery",
            "CamelToEndpoint",
            "Long-Running-Action",
            "org.apache.camel.http.Uri",
            "breadcrumbId");

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @Autowired
    private CamelContext camel;

    private final Map<String, Object> seen = new TreeMap<>();

    /** What any exchange ends with: those of answers have an answer's headers by then. */
    private final EventNotifierSupport watching = new EventNotifierSupport() {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeEvent exchange && !(event instanceof ExchangeCreatedEvent)) {
                synchronized (seen) {
                    seen.putAll(exchange.getExchange().getMessage().getHeaders());
                    seen.putAll(exchange.getExchange().getVariables());
                }
            }
        }
    };

    @BeforeEach
    void watch() {
        camel.getManagementStrategy().addEventNotifier(watching);
    }

    @AfterEach
    void watchNoMore() {
        camel.getManagementStrategy().removeEventNotifier(watching);
    }

    /**
     * CVE-2026-78164: a header CamelHttpUri or CamelRestHttpUri names where a call goes, and placeholders in it are
     * filled in, out of settings and beans. No header of an answer comes in by any of these names, so none can be there
     * at the next call; and what a call is made of takes no braces.
     */
    @ParameterizedTest
    @ValueSource(strings = {"kommo", "quickbooks"})
    void cve78164NoAnswerSaysWhereTheNextCallGoes(String door) {
        String evil =
                PEERS.baseUrl() + "/evil?key={{wonbooks.encryption-key}}&home={{env:HOME}}&bean={{bean:clock.millis}}";
        answer(hostile(okJson("{}"), evil));

        for (int call = 0; call < 3; call++) {
            assertThat(call(door, connection, "GET things/17", null).fault()).isNull();
            assertThat(call(door, connection, "POST things", "{}").fault()).isNull();
        }

        assertThat(requests()).hasSize(6).allSatisfy(request -> {
            assertThat(request.getUrl()).contains("/things").doesNotContain("evil");
            assertThat(headers(request)).doesNotContain("evil", KEY);
            assertThat(headers(request).toLowerCase(ROOT)).doesNotContain("camel", "long-running", "breadcrumb");
        });
        synchronized (seen) {
            assertThat(seen).as("the exchanges were looked at").containsKey(Exchange.HTTP_RESPONSE_CODE);
            assertThat(seen.values().toString()).doesNotContain("evil");
        }
    }

    @Test
    void cve78164NoPlaceholderIsFilledInWhateverACallIsMadeOf() {
        answer(okJson("{}"));

        quickbooksQuery(Map.of("query", "{{wonbooks.encryption-key}}"));
        kommo("POST things", "{\"name\": \"{{wonbooks.encryption-key}}\"}");

        assertThat(requests().get(0).getUrl()).contains("query=%7B%7Bwonbooks.encryption-key%7D%7D");
        assertThat(requests().get(1).getBodyAsString()).contains("{{wonbooks.encryption-key}}");
        assertThatThrownBy(() -> ApiRequest.read("leads/{{wonbooks.encryption-key}}", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiRequest.read("leads?with={{wonbooks.encryption-key}}", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** CVE-2026-85251: where redirects are followed, credentials go with them to whatever host they name. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void cve85251NoCredentialsFollowARedirect(int status) {
        answer(aResponse()
                .withStatus(status)
                .withHeader("Location", "http://127.0.0.1:" + PEERS.port() + "/elsewhere"));

        assertThat(quickbooks("GET invoice/239", null).fault()).isInstanceOf(PermanentFault.class);
        assertThat(kommo("PATCH leads/17", "{}").fault()).isInstanceOf(PermanentFault.class);

        assertThat(requests()).hasSize(2).extracting(LoggedRequest::getUrl).doesNotContain("/elsewhere");
        for (String scheme : List.of("http", "https")) {
            HttpComponent http = camel.getComponent(scheme, HttpComponent.class);
            assertThat(http.isFollowRedirects()).as(scheme).isFalse();
            assertThat(http.getHttpClientConfigurer().getClass().getName())
                    .as("not OAuth's or Basic's: a call brings its own token")
                    .startsWith(WholeAnswer.class.getName());
        }
        assertThat(HttpClient.newHttpClient().followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    }

    /**
     * CVE-2026-85316: platform-http serves what is below a path as well, and passes it on. CVE-2026-85254: it gives
     * headers of a request back in the answer where they are spelt in another case. It is not there, and no other way
     * by which Camel would listen; the doors are a filter of ours.
     */
    @Test
    void cve85316And85254NothingOfCamelListens() {
        for (String absent : List.of(
                "org.apache.camel.component.platform.http.PlatformHttpComponent",
                "org.apache.camel.component.servlet.CamelHttpTransportServlet",
                "org.apache.camel.component.jetty.JettyHttpComponent",
                "org.apache.camel.component.undertow.UndertowComponent",
                "org.apache.camel.component.netty.http.NettyHttpComponent",
                "org.apache.camel.component.file.remote.FtpComponent")) {
            assertThat(ClassUtils.isPresent(absent, null)).as(absent).isFalse();
        }
        assertThat(Stream.of("platform-http", "servlet", "jetty", "undertow", "netty-http", "vertx-http"))
                .noneMatch(name -> camel.getComponent(name, true, false) != null);
        assertThat(Stream.of("src/main/java", "routes").flatMap(SourceFiles::in))
                .noneMatch(file -> SourceFiles.text(file).contains("platform-http")
                        || SourceFiles.text(file).contains("matchOnUriPrefix"));
    }

    /**
     * CVE-2026-85312: a sender names by a header the saga that an exchange takes part in. There is no saga to take part
     * in: neither a service that keeps any, nor a step that begins or joins one; and the check of routes takes none.
     */
    @Test
    void cve85312ThereIsNoSaga() {
        assertThat(camel.hasService(CamelSagaService.class)).isNull();
        assertThat(camel.getRegistry().findByType(CamelSagaService.class)).isEmpty();
        assertThat(Exchange.SAGA_LONG_RUNNING_ACTION).isEqualTo("Long-Running-Action");
        assertThat(Stream.of("src/main/java", "routes").flatMap(SourceFiles::in))
                .noneMatch(file -> SourceFiles.text(file).toLowerCase(ROOT).contains("saga"));
        assertThat(SagaDefinition.class)
                .as("or the class has another name by now")
                .isNotNull();
        assertThat(camel.getStatus()).isEqualTo(ServiceStatus.Started);
    }

    /**
     * CVE-2026-85250: XPath over a message may read files. It lies in the jar with Camel's core; nothing uses it, and
     * RouteCheckTest shows that no such language is taken.
     */
    @Test
    void cve85250NothingReadsXml() {
        assertThat(Stream.of("src/main/java", "routes").flatMap(SourceFiles::in))
                .noneMatch(file ->
                        SourceFiles.text(file).toLowerCase(ROOT).matches("(?s).*(xpath|xslt|xquery|xtokenize).*"));
    }

    private static ResponseDefinitionBuilder hostile(ResponseDefinitionBuilder answer, String value) {
        for (String name : NAMES) {
            for (String spelt : List.of(name, name.toLowerCase(ROOT), name.toUpperCase(ROOT))) {
                answer = answer.withHeader(spelt, value);
            }
        }
        return answer;
    }

    private static String headers(LoggedRequest request) {
        StringBuilder text = new StringBuilder();
        for (HttpHeader header : request.getHeaders().all()) {
            text.append(header.key()).append(": ").append(header.values()).append('\n');
        }
        return text.toString();
    }
}
