package org.wonbooks.oauth;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;

@RecordApplicationEvents
class OAuthControllerTest extends OAuthTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private ApplicationEvents events;

    /** A browser on the way: what it takes along. */
    private record Sent(String state, Cookie cookie) {}

    @Test
    void sendsThePersonToQuickBooksWithAStateAndACookie() throws Exception {
        MockHttpServletResponse answer = connect(newConnection(), Peer.QUICKBOOKS);

        assertThat(answer.getStatus()).isEqualTo(302);
        URI page = URI.create(answer.getHeader("Location"));
        String state =
                UriComponentsBuilder.fromUri(page).build().getQueryParams().getFirst("state");
        assertThat(page)
                .hasHost("appcenter.intuit.com")
                .hasPath("/connect/oauth2")
                .hasParameter("client_id", "books-id")
                .hasParameter("response_type", "code")
                .hasParameter("scope", "com.intuit.quickbooks.accounting")
                .hasParameter("redirect_uri", "https://wonbooks.test/oauth/quickbooks/callback");
        Cookie cookie = answer.getCookie("__Secure-wonbooks-quickbooks");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/oauth");
        assertThat(answer.getHeader("Set-Cookie")).contains("SameSite=Lax");
        assertThat(List.of(state, cookie.getValue())).allMatch(secret -> secret.length() == 43);
        assertThat(jdbc.sql("select * from oauth_state").query().singleRow().toString())
                .contains("admin")
                .doesNotContain(state)
                .doesNotContain(cookie.getValue());
    }

    @Test
    void sendsThePersonToKommo() throws Exception {
        assertThat(URI.create(connect(newConnection(), Peer.KOMMO).getHeader("Location")))
                .hasHost("www.kommo.com")
                .hasPath("/oauth")
                .hasParameter("client_id", "kommo-id")
                .hasParameter("mode", "popup");
    }

    @Test
    void quickBooksIsConnected() throws Exception {
        Connection connection = newConnection();
        Sent sent = sent(connection, Peer.QUICKBOOKS);
        answers(QUICKBOOKS_TOKENS, pair("new"));

        MockHttpServletResponse answer = back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "9130347957983396");

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getHeader("Location")).isEqualTo("/");
        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("new-access");
        assertThat(connections.get(connection.id()).realmId()).isEqualTo("9130347957983396");
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
        assertThat(events.stream(PeerConnected.class))
                .containsExactly(new PeerConnected(connection.id(), Peer.QUICKBOOKS));
        PEERS.verify(
                1,
                postRequestedFor(urlEqualTo(QUICKBOOKS_TOKENS))
                        .withFormParam("grant_type", equalTo("authorization_code"))
                        .withFormParam("code", equalTo("C1"))
                        .withFormParam("redirect_uri", equalTo("https://wonbooks.test/oauth/quickbooks/callback")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"referer", "referrer"})
    void kommoIsConnected(String referer) throws Exception {
        Connection connection = newConnection();
        Sent sent = sent(connection, Peer.KOMMO);
        answers(KOMMO_TOKENS, pair("new"));

        MockHttpServletResponse answer =
                back(Peer.KOMMO, sent, "code", "C1", referer, "acme.kommo.com", "client_id", "kommo-id");

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.READY);
        assertThat(events.stream(PeerConnected.class)).containsExactly(new PeerConnected(connection.id(), Peer.KOMMO));
        PEERS.verify(
                1,
                postRequestedFor(urlEqualTo(KOMMO_TOKENS))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"grant_type": "authorization_code", "code": "C1", "client_id": "kommo-id",
                                         "client_secret": "kommo-secret-canary",
                                         "redirect_uri": "https://wonbooks.test/oauth/kommo/callback"}
                                        """)));
    }

    @Test
    void aReconnectMakesARefusedConnectionReadyAgain() throws Exception {
        Connection connection = connected(Peer.KOMMO, Duration.ofHours(1));
        store.needsReconnect(connection.id(), Peer.KOMMO, 1, "refused");
        Sent sent = sent(connection, Peer.KOMMO);
        answers(KOMMO_TOKENS, pair("new"));

        back(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com");

        assertThat(accessTokens.current(connection, Peer.KOMMO)).isEqualTo(new AccessToken("new-access", 2));
    }

    @Test
    void anAnswerCountsOnce() throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);
        answers(KOMMO_TOKENS, pair("new"));
        back(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com");

        refused(back(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com"), 400, "was used before");

        assertThat(calls(KOMMO_TOKENS)).isOne();
    }

    @Test
    void anAnswerThatBelongsToNoConnectOfThisBrowserIsRefused() throws Exception {
        Connection connection = newConnection();
        Sent other = sent(newConnection(), Peer.KOMMO);
        Cookie guessed = new Cookie(other.cookie().getName(), "guessed");

        for (Sent wrong : List.of(
                new Sent("", other.cookie()),
                new Sent("guessed", other.cookie()),
                new Sent(sent(connection, Peer.KOMMO).state(), other.cookie()),
                new Sent(sent(connection, Peer.KOMMO).state(), guessed),
                new Sent(sent(connection, Peer.KOMMO).state(), new Cookie("none", "")),
                new Sent(sent(connection, Peer.QUICKBOOKS).state(), other.cookie()))) {
            refused(back(Peer.KOMMO, wrong, "code", "C1", "referer", "acme.kommo.com"), 400, "does not belong");
        }
        Sent late = sent(connection, Peer.KOMMO);
        clock.set(NOON.plus(Duration.ofMinutes(10)));
        refused(back(Peer.KOMMO, late, "code", "C1", "referer", "acme.kommo.com"), 400, "ten minutes");
    }

    @Test
    void anotherSignedInPersonsAnswerIsRefused() throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);

        refused(
                http.perform(callback(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com")
                                .principal(() -> "somebody else"))
                        .andReturn()
                        .getResponse(),
                400,
                "does not belong");
    }

    @Test
    void aRefusalByThePersonIsSaidPlainly() throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "error", "<script>"), 403, "QuickBooks was not allowed to be connected.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.kommo.com",
                "acme.kommo.com.evil.test",
                "acme.evil.test",
                "evil.test/acme.kommo.com",
                "acme.kommo.com:8443",
                "https://acme.kommo.com",
                "x.acme.kommo.com",
                "acmekommo.com"
            })
    void anotherKommoAccountIsRefused(String referer) throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);

        refused(back(Peer.KOMMO, sent, "code", "C1", "referer", referer), 409, "another Kommo account than acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12 34", "../1", "1,2", "1234567890123456789012345678901"})
    void aCompanyThatIsNoneIsRefused(String realm) throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", realm), 400, "which company");
    }

    @Test
    void anotherCompanyIsRefused() throws Exception {
        Connection connection =
                connections.get(connections.create("Acme", "acme", "100", ConnectionSettings.defaults()));
        Sent sent = sent(connection, Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "200"), 409, "another QuickBooks company");
    }

    @Test
    void aCompanyOfAnotherConnectionIsRefused() throws Exception {
        connections.create("Globex", "globex", "100", ConnectionSettings.defaults());
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "100"), 409, "belongs to another connection");
    }

    @Test
    void aCompanyJoinedElsewhereMeanwhileIsRefused() throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);
        answers(QUICKBOOKS_TOKENS, pair("new"));
        meanwhile(() -> connections.create("Globex", "globex", "100", ConnectionSettings.defaults()));

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "100"), 409, "belongs to another connection");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aCodeThatGetsNoTokensIsSaidPlainly(CapturedOutput output) throws Exception {
        Connection connection = newConnection();
        String code = "code-canary";
        String[] said = {"code", code, "realmId", "100"};

        answers(QUICKBOOKS_TOKENS, jsonResponse("{\"error\":\"invalid_grant\"}", 400));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 400, "(400 invalid_grant)");
        answers(QUICKBOOKS_TOKENS, status(503));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 503, "gave no tokens (503)");
        answers(QUICKBOOKS_TOKENS, jsonResponse("{\"error\":\"invalid_client\"}", 401));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 503, "wonbooks.quickbooks.client-id");

        assertThat(connections.get(connection.id()).realmId()).isNull();
        assertThat(output).doesNotContain("canary");
    }

    @Test
    void thereIsNothingToConnectWithoutAConnectionOrAPeer() throws Exception {
        refused(
                http.perform(get("/oauth/kommo/connect?connection=0").principal(() -> "admin"))
                        .andReturn()
                        .getResponse(),
                404,
                "There is no connection 0.");
        assertThat(http.perform(get("/oauth/other/connect?connection=0"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    private void refused(MockHttpServletResponse answer, int status, String reason) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString()).contains(reason).doesNotContain("<script>");
        if (status != 503) {
            assertThat(jdbc.sql("select count(*) from token where version > 1")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private MockHttpServletResponse connect(Connection connection, Peer peer) throws Exception {
        return http.perform(get("/oauth/" + peer.path() + "/connect")
                        .param("connection", String.valueOf(connection.id()))
                        .principal(() -> "admin"))
                .andReturn()
                .getResponse();
    }

    private Sent sent(Connection connection, Peer peer) throws Exception {
        MockHttpServletResponse answer = connect(connection, peer);
        return new Sent(
                UriComponentsBuilder.fromUriString(answer.getHeader("Location"))
                        .build()
                        .getQueryParams()
                        .getFirst("state"),
                answer.getCookie("__Secure-wonbooks-" + peer.path()));
    }

    private MockHttpServletResponse back(Peer peer, Sent sent, String... said) throws Exception {
        return http.perform(callback(peer, sent, said)).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder callback(Peer peer, Sent sent, String... said) {
        MockHttpServletRequestBuilder request = get("/oauth/" + peer.path() + "/callback")
                .param("state", sent.state())
                .cookie(sent.cookie());
        for (int i = 0; i < said.length; i += 2) {
            request.param(said[i], said[i + 1]);
        }
        return request;
    }
}
