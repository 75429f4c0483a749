package org.wonbooks.oauth.consent;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.server.ConnectionNews;
import org.wonbooks.oauth.token.AccessToken;

/** How a person connects a peer. */
@RecordApplicationEvents
class OAuthControllerTest extends BrowserConsent {

    @Autowired
    private ApplicationEvents events;

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
        assertThat(events.stream(ConnectionNews.class))
                .containsExactly(new ConnectionNews(connection.id(), "admin", "connection.connected", "QuickBooks"));
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
        assertThat(events.stream(ConnectionNews.class))
                .containsExactly(new ConnectionNews(connection.id(), "admin", "connection.connected", "Kommo"));
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
}
