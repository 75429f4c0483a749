package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.kommo.KommoDoor;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.quickbooks.QuickBooksDoor;
import org.wonbooks.quickbooks.usage.MeteredReads;
import org.wonbooks.testing.TestTime;
import org.wonbooks.testing.ThroughDoor;
import org.wonbooks.testing.ThroughDoor.Answered;

/** Both doors with their tokens on H2, and peers that answer what a test says. */
@SpringBootTest(
        classes = PeerTest.Application.class,
        properties = {
            "spring.profiles.active=test",
            "camel.main.routes-include-pattern=classpath:no-routes/*.yaml",
            "spring.datasource.url=jdbc:h2:mem:peer;DB_CLOSE_DELAY=-1",
            "wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "wonbooks.public-url=https://wonbooks.test",
            "wonbooks.kommo.api-url=http://{subdomain}",
            "wonbooks.limits.kommo-per-second=1000",
            "wonbooks.limits.quickbooks-per-second=1000",
            "wonbooks.limits.quickbooks-per-minute=1000",
            "camel.component.http.response-timeout=5000"
        })
abstract class PeerTest {

    static final String REALM = "9341455000000001";
    static final String COMPANY = "/v3/company/" + REALM;
    static final String ACME = "/acme/api/v4";

    static final WireMockServer PEERS = new WireMockServer(options().dynamicPort());

    static {
        PEERS.start();
    }

    /** A peer's first answer is its slowest: it shall not count as silence. */
    @BeforeAll
    static void warmUp() throws IOException {
        PEERS.stubFor(get("/warm").willReturn(okJson("{}")));
        URI.create(PEERS.baseUrl() + "/warm").toURL().openStream().close();
    }

    @Autowired
    ConnectionStore connections;

    @Autowired
    TokenStore tokens;

    @Autowired
    MeteredReads reads;

    @Autowired
    KommoDoor kommo;

    @Autowired
    QuickBooksDoor quickbooks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Places places;

    @Autowired
    TestTime clock;

    Connection connection;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.quickbooks.api-url", PEERS::baseUrl);
        registry.add("wonbooks.quickbooks.token-url", () -> PEERS.baseUrl() + "/tokens");
    }

    @BeforeEach
    void connect() {
        PEERS.resetAll();
        clock.reset();
        // A pause would outlast its test.
        ((Map<?, ?>) ReflectionTestUtils.getField(places, "closed")).clear();
        for (String table : List.of("metered_reads", "token_refresh", "token", "connection")) {
            jdbc.sql("delete from " + table).update();
        }
        for (int number = 1; number <= 3; number++) {
            PEERS.stubFor(post("/tokens")
                    .inScenario("tokens")
                    .whenScenarioStateIs(number == 1 ? "Started" : "given " + (number - 1))
                    .willSetStateTo("given " + number)
                    .willReturn(okJson(
                            """
                            {"token_type": "bearer", "access_token": "books-%d", "expires_in": 3600,
                             "refresh_token": "refresh-%d", "x_refresh_token_expires_in": 8726400}
                            """
                                    .formatted(number, number))));
        }
        connection = connect("acme", REALM);
    }

    /** A connection that holds {@code acme-token}, and {@code books-1}, … from its first call on. */
    Connection connect(String account, String realm) {
        return connectAt("localhost:" + PEERS.port() + "/" + account, account, realm);
    }

    Connection connectAt(String address, String account, String realm) {
        long id = connections.create(account, address, realm, ConnectionSettings.defaults());
        tokens.storeLongLived(id, account + "-token");
        tokens.storeRefreshToken(id, Peer.QUICKBOOKS, "refresh-0");
        return connections.get(id);
    }

    void answer(ResponseDefinitionBuilder answer) {
        PEERS.stubFor(any(anyUrl()).atPriority(10).willReturn(answer));
    }

    Answered quickbooks(String call, String body) {
        return call("quickbooks", connection, call, body);
    }

    Answered kommo(String call, String body) {
        return call("kommo", connection, call, body);
    }

    Answered quickbooksQuery(Map<String, String> query) {
        return ThroughDoor.send(quickbooks, connection, ApiRequest.read("query", query));
    }

    Answered call(String door, Connection whose, String call, String body) {
        return ThroughDoor.call(door.equals("kommo") ? kommo : quickbooks, whose, call, body);
    }

    /** What came in, in order, but for the calls for tokens. */
    List<LoggedRequest> requests() {
        List<LoggedRequest> requests = new ArrayList<>();
        PEERS.getAllServeEvents().stream()
                .map(event -> LoggedRequest.createFrom(event.getRequest()))
                .filter(request -> !request.getUrl().equals("/tokens"))
                .forEach(newestFirst -> requests.add(0, newestFirst));
        return requests;
    }

    LoggedRequest onlyRequest() {
        assertThat(requests()).hasSize(1);
        return requests().get(0);
    }

    long tokenCalls() {
        return PEERS.getAllServeEvents().stream()
                .filter(event -> event.getRequest().getUrl().equals("/tokens"))
                .count();
    }

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("org.wonbooks.configuration")
    @ComponentScan({"org.wonbooks.connection", "org.wonbooks.database", "org.wonbooks.encryption", "org.wonbooks.oauth"
    })
    @Import({
        AllowedHeaders.class,
        KommoDoor.class,
        MeteredReads.class,
        QuickBooksDoor.class,
        RateLimits.class,
        WholeAnswer.class
    })
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        static TestTime time() {
            return new TestTime();
        }
    }
}
