package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.token.Tokens;

/** What the token endpoints are asked, and what their answers mean. */
class AuthorizationServersTest extends OAuthTest {

    @Autowired
    private ProducerTemplate producer;

    static Stream<ResponseDefinitionBuilder> answersThatSayNothing() {
        return Stream.of(
                status(500),
                status(503).withBody("<html>down</html>"),
                status(403).withBody("{\"title\": \"Forbidden\"}"),
                okJson("{}"),
                okJson("[1"),
                aResponse().withStatus(200),
                temporaryRedirect("/elsewhere"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withStatus(200).withFixedDelay(4000));
    }

    @ParameterizedTest
    @MethodSource("answersThatSayNothing")
    void anAnswerThatSaysNothingLeavesTheTokensAsTheyAre(ResponseDefinitionBuilder answer) {
        Connection connection = connected(Peer.KOMMO, EXPIRED);
        answers(KOMMO_TOKENS, answer);

        assertThatThrownBy(() -> accessTokens.current(connection, Peer.KOMMO)).isInstanceOf(PeerDownFault.class);

        assertThat(row(connection, Peer.KOMMO))
                .contains(entry("STATE", "READY"), entry("VERSION", 1L), entry("LEASE_OWNER", null));
        assertThat(PEERS.getAllServeEvents()).hasSize(1);
        assertThat(log()).containsExactly("FAILED");
    }

    @Test
    void aPageWith403IsABlockAndTheTokensStayAsTheyAre() {
        Connection connection = connected(Peer.KOMMO, Duration.ofSeconds(30));
        answers(KOMMO_TOKENS, status(403).withBody("<html>nginx</html>"));

        assertThatThrownBy(() -> accessTokens.current(connection, Peer.KOMMO))
                .isInstanceOf(BlockedFault.class)
                .hasMessage("Kommo blocks this address");

        assertThat(row(connection, Peer.KOMMO)).contains(entry("STATE", "READY"), entry("VERSION", 1L));
        assertThat(log()).containsExactly("FAILED");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 1", "3600, 3600", "'Wed, 21 Oct 2015 07:28:00 GMT', 1", "99999999999, 3600", "soon, 60"})
    void whoeverAsksUsToWaitSaysForHowLong(String said, long seconds) {
        Connection connection = connected(Peer.KOMMO, EXPIRED);
        answers(KOMMO_TOKENS, status(429).withHeader("Retry-After", said));

        assertThatThrownBy(() -> accessTokens.current(connection, Peer.KOMMO))
                .isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                        .isEqualTo(Duration.ofSeconds(seconds)));

        assertThat(row(connection, Peer.KOMMO)).contains(entry("STATE", "READY"), entry("VERSION", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token has been revoked:401", "Invalid refresh token:400"})
    void kommoRefusesWithAHint(String hint) {
        Connection connection = connected(Peer.KOMMO, EXPIRED);
        answers(KOMMO_TOKENS, hint(hint.split(":")[0], Integer.parseInt(hint.split(":")[1])));

        assertThatThrownBy(() -> accessTokens.current(connection, Peer.KOMMO)).isInstanceOf(ReconnectFault.class);

        assertThat(row(connection, Peer.KOMMO)).containsEntry("STATE", "NEEDS_RECONNECT");
    }

    @Test
    void ourOwnCredentialsRefusedIsNobodysReconnect() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        store.store(connection.id(), Peer.KOMMO, tokens("old", EXPIRED));
        answers(QUICKBOOKS_TOKENS, jsonResponse("{\"error\":\"invalid_client\"}", 401));
        answers(KOMMO_TOKENS, hint("Check the `client_id` parameter", 400));

        for (Peer peer : Peer.values()) {
            assertThatThrownBy(() -> accessTokens.current(connection, peer))
                    .isInstanceOfSatisfying(PassingFault.class, fault -> assertThat(fault.fix())
                            .contains("“New connection”", "the redirect address"));
            assertThat(row(connection, peer)).contains(entry("STATE", "READY"), entry("VERSION", 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\": \"new-access\"}",
                "{\"access_token\": \"new-access\", \"refresh_token\": \"\", \"expires_in\": \"3600\"}",
                "{\"access_token\": \"new-access\", \"refresh_token\": null, \"expires_in\": -5}",
                "{\"access_token\": \"new-access\", \"refresh_token\": \"old-refresh\", \"expires_in\": \"soon\"}"
            })
    void whatAnAnswerLeavesOutKeepsItsOldValueOrHasADefault(String answer) {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, okJson(answer));

        accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(store.find(connection.id(), Peer.QUICKBOOKS).orElseThrow().tokens())
                .isEqualTo(new Tokens(
                        "new-access", "old-refresh", NOON.plus(Duration.ofHours(1)), NOON.plus(100, ChronoUnit.DAYS)));
    }

    @Test
    void theEarlierEndOfARefreshTokenCounts() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(
                QUICKBOOKS_TOKENS,
                okJson(
                        """
                        {"access_token": "a", "refresh_token": "r", "expires_in": "1800",
                         "x_refresh_token_expires_in": "8726400", "x_refresh_token_hard_expires_in": 86400}
                        """));

        accessTokens.current(connection, Peer.QUICKBOOKS);

        Connection.TokenStatus status = connections.get(connection.id()).quickbooks();
        assertThat(status.accessExpiresAt()).isEqualTo(NOON.plusSeconds(1800));
        assertThat(status.refreshExpiresAt()).isEqualTo(NOON.plusSeconds(86400));
    }

    @Test
    void eachPeerIsAskedInItsOwnFormAndToldNothingElse() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        store.store(connection.id(), Peer.KOMMO, tokens("old", EXPIRED));
        answers(QUICKBOOKS_TOKENS, pair("new").withHeader("Set-Cookie", "follow=me"));
        answers(KOMMO_TOKENS, pair("new"));

        accessTokens.current(connection, Peer.QUICKBOOKS);
        accessTokens.current(connection, Peer.KOMMO);

        LoggedRequest quickbooks =
                PEERS.findAll(postRequestedFor(urlEqualTo(QUICKBOOKS_TOKENS))).get(0);
        assertThat(headers(quickbooks))
                .containsExactlyInAnyOrder(
                        "accept",
                        "authorization",
                        "content-type",
                        "x-include-refresh-token-hard-expires-in",
                        "user-agent",
                        "host",
                        "connection",
                        "content-length",
                        "accept-encoding");
        assertThat(quickbooks.header("Content-Type").firstValue()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(quickbooks.header("Authorization").firstValue())
                .isEqualTo("Basic Ym9va3MtaWQ6Ym9va3Mtc2VjcmV0LWNhbmFyeQ==");
        assertThat(quickbooks.getBodyAsString().split("&"))
                .containsExactlyInAnyOrder("grant_type=refresh_token", "refresh_token=old-refresh");

        LoggedRequest kommo =
                PEERS.findAll(postRequestedFor(urlEqualTo(KOMMO_TOKENS))).get(0);
        assertThat(headers(kommo))
                .containsExactlyInAnyOrder(
                        "accept",
                        "content-type",
                        "user-agent",
                        "host",
                        "connection",
                        "content-length",
                        "accept-encoding");
        PEERS.verify(
                postRequestedFor(urlEqualTo(KOMMO_TOKENS))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"grant_type": "refresh_token", "refresh_token": "old-refresh",
                                 "client_id": "kommo-id", "client_secret": "kommo-secret-canary",
                                 "redirect_uri": "https://wonbooks.test/oauth/kommo/callback"}
                                """)));
    }

    @Test
    void aPeerWithoutATrustedCertificateIsToldNothing() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        String impostor = "https://localhost:" + PEERS.httpsPort() + QUICKBOOKS_TOKENS;
        QuickBooksSettings client = new QuickBooksSettings("id", "secret", List.of(), null, null, impostor, null, 0);
        AuthorizationServers elsewhere = new AuthorizationServers(
                settings, null, client, new AppKeys(null, client, jdbc, null, clock), null, producer, clock);

        assertThatThrownBy(() -> new AccessTokens(store, doubts, elsewhere, settings, event -> {}, clock)
                        .current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(PeerDownFault.class)
                .hasMessageContaining("SSLHandshakeException");
    }

    private static List<String> headers(LoggedRequest request) {
        return request.getHeaders().keys().stream().map(String::toLowerCase).toList();
    }

    private static ResponseDefinitionBuilder hint(String hint, int status) {
        return jsonResponse(
                """
                {"hint": "%s", "title": "Bad Request", "status": %d, "detail": "The request is missing a parameter"}
                """
                        .formatted(hint, status),
                status);
    }
}
