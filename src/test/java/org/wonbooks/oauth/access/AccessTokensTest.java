package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.oauth.token.AccessToken;
import org.wonbooks.testing.AtOnce;

class AccessTokensTest extends OAuthTest {

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aTokenThatLastsIsGivenWithoutACall() {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofSeconds(61));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("old-access", 1));
        assertThat(calls(QUICKBOOKS_TOKENS)).isZero();
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
        assertThat(output.getAll().lines())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement(as(STRING))
                .contains(
                        "Connection " + connection.id() + ": QuickBooks no longer accepts the tokens",
                        "Connect QuickBooks again");
        assertThat(said.append(store.find(connection.id(), Peer.QUICKBOOKS)))
                .as("what is neither a token nor encrypted")
                .doesNotContain("canary");
        assertThat(jdbc.sql("select detail from token_refresh")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain("canary");
    }
}
