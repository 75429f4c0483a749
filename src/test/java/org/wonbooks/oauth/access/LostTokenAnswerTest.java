package org.wonbooks.oauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.oauth.token.AccessToken;
import org.wonbooks.sandbox.SandboxRun;

/** QuickBooks replaces the refresh token with each refresh, and its answer gets lost. */
class LostTokenAnswerTest extends OAuthTest {

    private static SandboxRun sandbox;

    @Autowired
    private ProducerTemplate producer;

    private AccessTokens quickbooks;
    private Connection connection;

    @BeforeAll
    static void startSandbox(@TempDir Path data) {
        sandbox = new SandboxRun(data);
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void connectAndRefreshTwice() throws IOException {
        sandbox.control("POST", "/reset", "");
        sandbox.control("PATCH", "/quickbooks/modes", "{\"tokenTurnover\": \"PT0S\"}");
        String tokenUrl =
                sandbox.url("/sandbox/quickbooks/oauth2/v1/tokens/bearer").toString();
        var client =
                new QuickBooksSettings("sandbox-client", "sandbox-secret", List.of(), null, null, tokenUrl, null, 0);
        quickbooks = new AccessTokens(
                store,
                null,
                new AuthorizationServers(
                        settings, null, client, new AppKeys(null, client, jdbc, null, clock), null, producer, clock),
                settings,
                event -> {},
                clock);
        connection = newConnection();
        store.storeRefreshToken(
                connection.id(),
                Peer.QUICKBOOKS,
                sandbox.control("POST", "/quickbooks/realms/9341455000000001/refresh-token", "")
                        .path("refreshToken")
                        .asText());
        current();
        current();
        sandbox.control("DELETE", "/calls", null);
    }

    @Test
    void whereTheOldTokenIsDeadAPersonIsAskedAndNothingElseIsTried() throws IOException {
        spoil("\"kind\": \"cut\"");
        assertThatThrownBy(this::current).isInstanceOf(PeerDownFault.class);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::current).isInstanceOf(ReconnectFault.class);
        }

        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(answered()).containsExactly("0", "400", "400", "400");
        assertThat(log()).containsExactly("REFRESHED", "REFRESHED", "FAILED", "REFUSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kind\": \"cut\"",
                "\"kind\": \"truncated\"",
                "\"status\": 200, \"body\": \"<html>busy</html>\"",
                "\"status\": 503"
            })
    void whereTheOldTokenLivesOnForAWhileItHealsByItself(String fault) throws IOException {
        sandbox.control("PATCH", "/quickbooks/modes", "{\"tokens\": \"grace\"}");
        spoil(fault);
        assertThatThrownBy(this::current).isInstanceOf(PeerDownFault.class);

        assertThat(current().version()).isEqualTo(4);

        assertThat(answered()).hasSize(2).last().isEqualTo("200");
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
    }

    /** A token, after the one before has expired. */
    private AccessToken current() {
        clock.pass(Duration.ofHours(2));
        return quickbooks.current(connection, Peer.QUICKBOOKS);
    }

    private static void spoil(String fault) throws IOException {
        sandbox.control("POST", "/faults", "{\"path\": \"tokens/bearer$\", \"when\": \"after\", " + fault + "}");
    }

    private static List<String> answered() throws IOException {
        return sandbox.control("GET", "/calls?path=tokens/bearer", null).findValuesAsText("status");
    }
}
