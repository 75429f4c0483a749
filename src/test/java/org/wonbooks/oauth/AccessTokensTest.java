package org.wonbooks.oauth;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.testing.AtOnce;

class AccessTokensTest extends OAuthTest {

    private static final Duration EXPIRED = Duration.ofSeconds(-1);
    private static final ResponseDefinitionBuilder INVALID_GRANT = jsonResponse("{\"error\":\"invalid_grant\"}", 400);

    @Autowired
    private Encryption encryption;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ProducerTemplate producer;

    @Test
    void aTokenThatLastsIsGivenWithoutACall() {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofSeconds(61));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("old-access", 1));
        assertThat(calls(QUICKBOOKS_TOKENS)).isZero();
    }

    @Test
    void fiftyCallersOfTwoInstancesMakeOneCall() throws Exception {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, pair("new").withFixedDelay(300));
        AccessTokens otherInstance = new AccessTokens(store, servers, settings, clock);

        List<AccessToken> given = AtOnce.run(
                50, caller -> (caller % 2 == 0 ? accessTokens : otherInstance).current(connection, Peer.QUICKBOOKS));

        assertThat(given).hasSize(50).containsOnly(new AccessToken("new-access", 2));
        assertThat(calls(QUICKBOOKS_TOKENS)).isOne();
        assertThat(log()).containsExactly("REFRESHED");
    }

    @Test
    void fiftyRefusedCallersMakeOneCall() throws Exception {
        Connection connection = connected(Peer.KOMMO, Duration.ofHours(20));
        answers(KOMMO_TOKENS, pair("new").withFixedDelay(300));

        List<AccessToken> given = AtOnce.run(50, caller -> accessTokens.afterRefusal(connection, Peer.KOMMO, 1));

        assertThat(given).hasSize(50).containsOnly(new AccessToken("new-access", 2));
        assertThat(calls(KOMMO_TOKENS)).isOne();
    }

    @Test
    void callersOfOneInstanceShareAFailureToo() throws Exception {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, status(503).withFixedDelay(300));
        AtomicInteger failed = new AtomicInteger();

        AtOnce.run(20, caller -> {
            try {
                return accessTokens.current(connection, Peer.QUICKBOOKS);
            } catch (PeerDownFault e) {
                failed.incrementAndGet();
                return null;
            }
        });

        assertThat(failed).hasValue(20);
        assertThat(calls(QUICKBOOKS_TOKENS)).isOne();
    }

    @Test
    void aRefusedTokenThatWasReplacedNeedsNoCall() {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofHours(1));
        store.store(connection.id(), Peer.QUICKBOOKS, tokens("other", Duration.ofHours(1)));

        AccessToken token = accessTokens.afterRefusal(connection, Peer.QUICKBOOKS, 1);

        assertThat(token).isEqualTo(new AccessToken("other-access", 2));
        assertThat(calls(QUICKBOOKS_TOKENS)).isZero();
    }

    static Stream<ResponseDefinitionBuilder> answersThatSayNothing() {
        return Stream.of(
                status(500),
                status(503).withBody("<html>down</html>"),
                status(429).withHeader("Retry-After", "3600"),
                status(403).withBody("<html>nginx</html>"),
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
    void whileThePeerIsDownATokenIsUsedToItsEndAndTheSameRefreshTokenIsTriedAgain() {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofSeconds(30));
        answers(QUICKBOOKS_TOKENS, status(503));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("old-access");
        clock.set(NOON.plusSeconds(31));
        assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(PeerDownFault.class)
                .hasMessage("QuickBooks gave no tokens (503)");
        answers(QUICKBOOKS_TOKENS, pair("new"));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("new-access");
        assertThat(PEERS.findAll(postRequestedFor(urlEqualTo(QUICKBOOKS_TOKENS))))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.getBodyAsString()).contains("refresh_token=old-refresh"));
    }

    @Test
    void aLostAnswerIsNoLossWhereTheOldRefreshTokenStillWorks() {
        Connection connection = connected(Peer.KOMMO, EXPIRED);
        answers(KOMMO_TOKENS, aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertThatThrownBy(() -> accessTokens.current(connection, Peer.KOMMO)).isInstanceOf(PeerDownFault.class);
        answers(KOMMO_TOKENS, pair("second"));

        assertThat(accessTokens.current(connection, Peer.KOMMO).value()).isEqualTo("second-access");
    }

    @Test
    void aRefreshTokenThatIsRefusedNeedsAPersonAndIsNotTriedAgain() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                    .isInstanceOfSatisfying(ReconnectFault.class, fault -> assertThat(fault.fix())
                            .isEqualTo("Connect QuickBooks at https://wonbooks.test/"))
                    .hasMessage("QuickBooks no longer accepts the tokens of Acme: QuickBooks refused"
                            + " (400 invalid_grant)");
        }

        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(calls(QUICKBOOKS_TOKENS)).isOne();
        assertThat(log()).containsExactly("REFUSED");

        store.store(connection.id(), Peer.QUICKBOOKS, tokens("again", Duration.ofHours(1)));
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("again-access");
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
    void aRefusalBecauseAnotherInstanceWasFasterIsNoRefusal() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        meanwhile(() -> store.replace(connection.id(), Peer.QUICKBOOKS, 1, tokens("sibling", Duration.ofHours(1))));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("sibling-access", 2));
        assertThat(row(connection, Peer.QUICKBOOKS)).containsEntry("STATE", "READY");
        assertThat(log()).containsExactly("SUPERSEDED");
    }

    @Test
    void aPairThatComesTooLateIsNeitherStoredNorUsed() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, pair("late"));
        meanwhile(() -> store.store(connection.id(), Peer.QUICKBOOKS, tokens("person", Duration.ofHours(1))));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("person-access", 2));
        assertThat(log()).containsExactly("SUPERSEDED");
    }

    @Test
    void aPairIsStoredBeforeItIsUsedEvenIfTheDatabaseIsAwayForAMoment() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, pair("new"));
        AtomicInteger tries = new AtomicInteger();
        TokenStore failsOnce = new TokenStore(jdbc, encryption, new DatabaseTime(jdbc), clock) {
            @Override
            boolean replace(long connectionId, Peer peer, long version, Tokens tokens) {
                if (tries.getAndIncrement() == 0) {
                    throw new DataAccessResourceFailureException("away");
                }
                return super.replace(connectionId, peer, version, tokens);
            }
        };

        AccessToken token = new AccessTokens(failsOnce, servers, settings, clock).current(connection, Peer.QUICKBOOKS);

        assertThat(token.value()).isEqualTo("new-access");
        assertThat(store.find(connection.id(), Peer.QUICKBOOKS)
                        .orElseThrow()
                        .tokens()
                        .refresh())
                .isEqualTo("new-refresh");
        assertThat(calls(QUICKBOOKS_TOKENS)).isOne();
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
                            .contains("wonbooks." + peer.path() + ".client-id"));
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
    void aFreshTokenThatIsRefusedNeedsAPersonUnlessItWasReplaced() {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofHours(1));
        store.store(connection.id(), Peer.QUICKBOOKS, tokens("new", Duration.ofHours(1)));

        accessTokens.refusedAgain(connection, Peer.QUICKBOOKS, 1);
        assertThat(row(connection, Peer.QUICKBOOKS)).containsEntry("STATE", "READY");

        assertThatThrownBy(() -> accessTokens.refusedAgain(connection, Peer.QUICKBOOKS, 2))
                .isInstanceOf(ReconnectFault.class);
        assertThat(row(connection, Peer.QUICKBOOKS)).containsEntry("STATE", "NEEDS_RECONNECT");
    }

    @Test
    void aLongLivedTokenIsUsedUntilItIsRefused() {
        Connection connection = newConnection();
        store.storeLongLived(connection.id(), "not-a-jwt");
        clock.set(NOON.plus(Duration.ofDays(1000)));

        assertThat(accessTokens.current(connection, Peer.KOMMO)).isEqualTo(new AccessToken("not-a-jwt", 1));
        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.KOMMO, 1))
                .isInstanceOf(ReconnectFault.class)
                .hasMessage("Kommo no longer accepts the tokens of Acme: its long-lived token was refused");

        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(PEERS.getAllServeEvents()).isEmpty();
    }

    @Test
    void aRefreshTokenGivenByTheApiIsRefreshedAtItsFirstUse() {
        Connection connection = newConnection();
        assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(ReconnectFault.class)
                .hasMessage("Acme is not connected to QuickBooks yet");
        store.storeRefreshToken(connection.id(), Peer.QUICKBOOKS, "RT1-given");
        answers(QUICKBOOKS_TOKENS, pair("new"));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("new-access");
        PEERS.verify(
                postRequestedFor(urlEqualTo(QUICKBOOKS_TOKENS)).withFormParam("refresh_token", equalTo("RT1-given")));
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
        AuthorizationServers elsewhere = new AuthorizationServers(
                settings,
                null,
                new QuickBooksSettings("id", "secret", List.of(), null, null, impostor, null),
                producer,
                clock);

        assertThatThrownBy(
                        () -> new AccessTokens(store, elsewhere, settings, clock).current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(PeerDownFault.class)
                .hasMessageContaining("SSLHandshakeException");
    }

    @Test
    void noPeerIsCalledWhileATransactionHoldsRows() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);

        assertThatThrownBy(() -> transaction.execute(status -> accessTokens.current(connection, Peer.QUICKBOOKS)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void noTokenComesIntoLogsOrReasons(CapturedOutput output) {
        String canary = "canary-" + "x".repeat(40);
        Connection connection = newConnection();
        store.storeRefreshToken(connection.id(), Peer.QUICKBOOKS, canary);
        List<ResponseDefinitionBuilder> answers = List.of(
                okJson("{\"access_token\": \"%s-a\", \"refresh_token\": \"%s-r\", \"expires_in\": 1}"
                        .formatted(canary, canary)),
                status(500).withBody(canary),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                jsonResponse("{\"error\": \"bad %s\"}".formatted(canary), 400),
                INVALID_GRANT);
        StringBuilder said = new StringBuilder();
        for (ResponseDefinitionBuilder answer : answers) {
            answers(QUICKBOOKS_TOKENS, answer);
            try {
                clock.pass(Duration.ofSeconds(60));
                said.append(accessTokens.current(connection, Peer.QUICKBOOKS));
            } catch (RuntimeException e) {
                said.append(e);
            }
        }

        assertThat(log()).containsExactly("REFRESHED", "FAILED", "FAILED", "FAILED", "REFUSED");
        assertThat(output).contains("Token refresh of connection").doesNotContain("canary");
        assertThat(said.append(store.find(connection.id(), Peer.QUICKBOOKS)))
                .as("what is neither a token nor encrypted")
                .doesNotContain("canary");
        assertThat(jdbc.sql("select detail from token_refresh")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain("canary");
    }

    private static ResponseDefinitionBuilder hint(String hint, int status) {
        return jsonResponse(
                """
                {"hint": "%s", "title": "Bad Request", "status": %d, "detail": "The request is missing a parameter"}
                """
                        .formatted(hint, status),
                status);
    }

    private static List<String> headers(LoggedRequest request) {
        return request.getHeaders().keys().stream().map(String::toLowerCase).toList();
    }
}
