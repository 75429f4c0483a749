package org.wonbooks.oauth.server;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.oauth.access.OAuthTest;
import org.wonbooks.oauth.token.Tokens;

/** Where a Kommo account is looked for that has left its address, and whose word counts. */
@RecordApplicationEvents
class RenamedAccountsTest extends OAuthTest {

    private static final String LOOKUP = "/lookup/api-c.kommo.com/oauth2/account/current/subdomain";

    @Autowired
    private RenamedAccounts renamed;

    @Autowired
    private ApplicationEvents events;

    @Test
    void isFollowedByItsNumber() {
        Connection connection = connection("api-c.kommo.com");
        PEERS.stubFor(get(LOOKUP)
                .willReturn(
                        okJson("{\"id\": 77, \"subdomain\": \"acme-studio\", \"domain\": \"acme-studio.kommo.com\"}")));

        assertThat(renamed.follow(connection)).isInstanceOf(PassingFault.class);

        assertThat(connections.get(connection.id()).kommoSubdomain()).isEqualTo("acme-studio");
        assertThat(events.stream(ConnectionNews.class))
                .containsExactly(
                        new ConnectionNews(connection.id(), "Kommo", "connection.renamed", "acme -> acme-studio"));
        // Whoever still has the old address is told so, without another look.
        assertThat(renamed.follow(connection)).isInstanceOf(PassingFault.class);
        PEERS.verify(1, getRequestedFor(urlEqualTo(LOOKUP)).withHeader("X-Refresh-Token", equalTo("secret-refresh")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 78, \"subdomain\": \"evil\"}",
                "{\"id\": 77, \"subdomain\": \"evil.test/\"}",
                "{\"id\": 77, \"subdomain\": \"\"}",
                "{\"id\": 77, \"subdomain\": \"acme\"}",
                "{\"subdomain\": \"evil\"}",
                "[]"
            })
    void isNotFollowedByAnyOtherWord(String answer) {
        Connection connection = connection("api-c.kommo.com");
        PEERS.stubFor(get(LOOKUP).willReturn(okJson(answer)));

        assertThat(renamed.follow(connection))
                .isInstanceOf(ForbiddenFault.class)
                .hasMessage("Kommo has no account at acme: everything there is answered 404");
        assertThat(connections.get(connection.id()).kommoSubdomain()).isEqualTo("acme");
        assertThat(events.stream(ConnectionNews.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kommo.com",
                ".kommo.com",
                "evil.test",
                "api-c.kommo.com.evil.test",
                "evilkommo.com",
                "a.b.kommo.com",
                "api-c.kommo.com:8443",
                "evil.test/.kommo.com",
                "evil.test#.kommo.com",
                "evil@api-c.kommo.com",
                "API-C.KOMMO.COM"
            })
    void noHostButKommosIsAsked(String host) {
        assertThat(renamed.follow(connection(host))).isInstanceOf(ForbiddenFault.class);

        assertThat(PEERS.getAllServeEvents()).isEmpty();
    }

    @Test
    void aHostThatSaysNothingIsAskedAgainLater() {
        Connection connection = connection("api-c.kommo.com");
        PEERS.stubFor(get(LOOKUP).willReturn(status(503)));

        assertThatThrownBy(() -> renamed.follow(connection)).isInstanceOf(PeerDownFault.class);
    }

    /** Account 77 at {@code acme}. */
    private Connection connection(String apiDomain) {
        Connection connection = newConnection();
        connections.kommoAccount(connection.id(), 77, "UTC", "USD");
        String claims = "{\"account_id\": 77, \"api_domain\": \"" + apiDomain + "\"}";
        String access = "x." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
        store.store(connection.id(), Peer.KOMMO, new Tokens(access, "secret-refresh", NOON, NOON));
        return connections.get(connection.id());
    }
}
