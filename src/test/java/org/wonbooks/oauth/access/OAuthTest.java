package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.BeforeEach;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.configuration.TokenSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.token.TokenDoubts;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.oauth.token.Tokens;
import org.wonbooks.testing.TestClock;

/** The package with its routes on H2, token endpoints that answer what a test says, and a clock that it turns. */
@SpringBootTest(
        classes = OAuthTest.Application.class,
        properties = {
            "spring.profiles.active=test",
            "camel.main.routes-include-pattern=classpath:no-routes/*.yaml",
            "spring.datasource.url=jdbc:h2:mem:oauth;DB_CLOSE_DELAY=-1",
            "wonbooks.public-url=https://wonbooks.test",
            "wonbooks.encryption-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "wonbooks.quickbooks.client-id=books-id",
            "wonbooks.quickbooks.client-secret=books-secret-canary",
            "wonbooks.kommo.client-id=kommo-id",
            "wonbooks.kommo.client-secret=kommo-secret-canary",
            "camel.component.http.automatic-retries-disabled=true",
            "camel.component.http.response-timeout=8000"
        })
@AutoConfigureMockMvc(addFilters = false)
public abstract class OAuthTest {

    public static final Duration EXPIRED = Duration.ofSeconds(-1);
    public static final ResponseDefinitionBuilder INVALID_GRANT = jsonResponse("{\"error\":\"invalid_grant\"}", 400);

    public static final String QUICKBOOKS_TOKENS = "/tokens";
    public static final String KOMMO_TOKENS = "/acme/oauth2/access_token";

    protected static final JobKey REFRESH = JobKey.jobKey("refresh", "tokens");

    public static final Instant NOON = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final Meanwhile MEANWHILE = new Meanwhile();
    public static final WireMockServer PEERS =
            new WireMockServer(options().dynamicPort().dynamicHttpsPort().extensions(MEANWHILE));

    static {
        PEERS.start();
    }

    @Autowired
    public TokenStore store;

    @Autowired
    protected TokenDoubts doubts;

    @Autowired
    public AccessTokens accessTokens;

    @Autowired
    protected AuthorizationServers servers;

    @Autowired
    public ConnectionStore connections;

    @Autowired
    protected WonbooksSettings settings;

    @Autowired
    public JdbcClient jdbc;

    @Autowired
    public TestClock clock;

    @Autowired
    protected CamelContext camel;

    protected QuartzComponent quartz;

    @DynamicPropertySource
    protected static void addresses(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.quickbooks.token-url", () -> "http://localhost:" + PEERS.port() + QUICKBOOKS_TOKENS);
        registry.add("wonbooks.kommo.api-url", () -> "http://localhost:" + PEERS.port() + "/{subdomain}");
        registry.add("wonbooks.kommo.lookup-url", () -> "http://localhost:" + PEERS.port() + "/lookup/{api_domain}");
    }

    @BeforeEach
    protected void startAfresh() throws SchedulerException {
        // The clockwork runs when a test says so.
        quartz = camel.getComponent("quartz", QuartzComponent.class);
        quartz.getScheduler().pauseJob(REFRESH);
        await().until(() -> quartz.getScheduler().getCurrentlyExecutingJobs().isEmpty());
        PEERS.resetAll();
        MEANWHILE.what = () -> {};
        clock.set(NOON);
        for (String table : List.of("oauth_state", "token_refresh", "token", "connection")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    /** Runs when a peer has decided on its answer and before it sends it. */
    protected void meanwhile(Runnable what) {
        MEANWHILE.what = what;
    }

    protected Connection newConnection() {
        return connections.get(connections.create("Acme", "acme", null, ConnectionSettings.defaults()));
    }

    /** A connection whose tokens are {@code old-access} for so long, and {@code old-refresh}. */
    protected Connection connected(Peer peer, Duration left) {
        Connection connection = newConnection();
        store.store(connection.id(), peer, tokens("old", left));
        return connection;
    }

    protected Tokens tokens(String name, Duration left) {
        return new Tokens(
                name + "-access",
                name + "-refresh",
                clock.instant().plus(left),
                clock.instant().plus(Duration.ofDays(100)));
    }

    protected void answers(String address, ResponseDefinitionBuilder answer) {
        PEERS.stubFor(post(address).willReturn(answer));
    }

    protected static ResponseDefinitionBuilder pair(String name) {
        return okJson(
                """
                {"token_type": "bearer", "access_token": "%s-access", "expires_in": 3600,
                 "refresh_token": "%s-refresh", "x_refresh_token_expires_in": 8726400, "new": {"field": []}}
                """
                        .formatted(name, name));
    }

    protected int calls(String address) {
        return PEERS.countRequestsMatching(postRequestedFor(urlEqualTo(address)).build())
                .getCount();
    }

    protected List<String> log() {
        return jdbc.sql("select outcome from token_refresh order by id")
                .query(String.class)
                .list();
    }

    protected Map<String, Object> row(Connection connection, Peer peer) {
        return jdbc.sql("select * from token where connection_id = ? and system = ?")
                .params(connection.id(), peer.name())
                .query()
                .singleRow();
    }

    private static class Meanwhile implements ServeEventListener {

        volatile Runnable what = () -> {};

        @Override
        public void beforeResponseSent(ServeEvent event, Parameters parameters) {
            what.run();
        }

        @Override
        public String getName() {
            return "meanwhile";
        }
    }

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableAutoConfiguration
    @EnableConfigurationProperties({
        WonbooksSettings.class,
        KommoSettings.class,
        QuickBooksSettings.class,
        TokenSettings.class
    })
    @ComponentScan("org.wonbooks.oauth")
    @Import({ConnectionStore.class, DatabaseKind.class, DatabaseTime.class, Encryption.class})
    protected static class Application {

        @Bean
        TestClock clock() {
            return new TestClock(NOON);
        }
    }
}
