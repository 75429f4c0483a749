package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.oauth.token.AccessToken;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.testing.AtOnce;

/** What a peer no longer accepts, and what is tried before a person is asked. */
class RefusedTokensTest extends OAuthTest {

    @Test
    void aRefreshTokenThatIsRefusedNeedsAPersonAndIsNotTriedAgain() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                    .isInstanceOfSatisfying(ReconnectFault.class, fault -> assertThat(fault.fix())
                            .isEqualTo("Press “Connect QuickBooks” on the connection's page at https://wonbooks.test/"))
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

    @Test
    void aRefusalBecauseAnotherInstanceWasFasterIsNoRefusal() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        meanwhile(() -> replace(connection, "sibling", Duration.ofHours(1)));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("sibling-access", 2));
        assertThat(row(connection, Peer.QUICKBOOKS)).containsEntry("STATE", "READY");
        assertThat(log()).containsExactly("SUPERSEDED");
    }

    @Test
    void theRefreshTokensBeforeAreTriedOnceEachNewestFirst() {
        Connection connection = connectedForTheThirdTime();
        answersTo("third", INVALID_GRANT);
        answersTo("second", INVALID_GRANT);
        answersTo("old", pair("healed"));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS)).isEqualTo(new AccessToken("healed-access", 4));

        assertThat(tried()).containsExactly("third", "second", "old");
        assertThat(log()).containsExactly("REFRESHED");
        assertThat(row(connection, Peer.QUICKBOOKS)).contains(entry("STATE", "READY"), entry("LEASE_OWNER", null));
        assertThat(known(connection)).containsExactly("healed-refresh", "third-refresh", "second-refresh");
    }

    @Test
    void whenAllAreRefusedAPersonIsNeededAndNoneIsForgotten() {
        Connection connection = connectedForTheThirdTime();
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                    .isInstanceOf(ReconnectFault.class);
        }

        assertThat(tried()).containsExactly("third", "second", "old");
        assertThat(log()).containsExactly("REFUSED");
        assertThat(known(connection)).containsExactly("third-refresh", "second-refresh", "old-refresh");
    }

    @Test
    void whenThePeerGoesDownAmongThemAllAreTriedAgainLater() {
        Connection connection = connectedForTheThirdTime();
        answersTo("third", INVALID_GRANT);
        answersTo("second", status(503));

        assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(PeerDownFault.class);
        answersTo("second", pair("healed"));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("healed-access");
        assertThat(tried()).containsExactly("third", "second", "third", "second");
    }

    @Test
    void theOnesBeforeAreLeftAloneWhenAnotherInstanceWasFaster() {
        Connection connection = connectedForTheThirdTime();
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        meanwhile(() -> replace(connection, "sibling", Duration.ofHours(1)));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS)).isEqualTo(new AccessToken("sibling-access", 4));

        assertThat(tried()).containsExactly("third");
        assertThat(log()).containsExactly("SUPERSEDED");
    }

    @Test
    void whoeverHasLostTheLeaseTriesNoneBeforeItIsHisAgain() {
        Connection connection = connectedForTheThirdTime();
        answersTo("third", INVALID_GRANT);
        answersTo("second", pair("healed"));
        AtomicBoolean lost = new AtomicBoolean();
        meanwhile(() -> {
            if (lost.compareAndSet(false, true)) {
                jdbc.sql("update token set lease_owner = 'sibling', lease_until = timestamp '2020-01-01 00:00:00'")
                        .update();
            }
        });

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS).value()).isEqualTo("healed-access");

        assertThat(tried()).containsExactly("third", "third", "second");
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
        Connection connection = longLived();
        clock.set(NOON.plus(Duration.ofDays(1000)));

        assertThat(accessTokens.current(connection, Peer.KOMMO)).isEqualTo(new AccessToken("not-a-jwt", 1));
        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.KOMMO, 1))
                .isInstanceOf(ReconnectFault.class)
                .hasMessage("Kommo no longer accepts the tokens of Acme: its long-lived token has ended");

        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(PEERS.getAllServeEvents()).isEmpty();
    }

    @Test
    void aLongLivedTokenThatIsRefusedOnceIsAskedAgain() {
        Connection connection = longLived();

        doubted(connection, 1);

        AccessToken again = accessTokens.current(connection, Peer.KOMMO);
        assertThat(again).isEqualTo(new AccessToken("not-a-jwt", 2, true));
        accessTokens.worked(connection, Peer.KOMMO, again);
        assertThat(accessTokens.current(connection, Peer.KOMMO)).isEqualTo(new AccessToken("not-a-jwt", 2));
        hiccupIsOver();

        doubted(connection, 2);
        assertThat(log()).containsExactly("DOUBTED", "DOUBTED");
    }

    @Test
    void aLongLivedTokenThatIsRefusedAgainNeedsAPerson() {
        Connection connection = longLived();
        doubted(connection, 1);
        hiccupIsOver();

        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.KOMMO, 2))
                .isInstanceOf(ReconnectFault.class)
                .hasMessageEndingWith("its long-lived token was refused, and once more when asked again");

        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        store.storeLongLived(connection.id(), "another");
        assertThat(accessTokens.current(connection, Peer.KOMMO)).isEqualTo(new AccessToken("another", 3));
    }

    @Test
    void manyCallsThatMeetOneHiccupCountAsOneRefusal() throws Exception {
        Connection connection = longLived();

        // The first one doubts; the others ask again at once, and are refused for the same reason.
        AtOnce.run(30, caller -> {
            try {
                AccessToken again = accessTokens.afterRefusal(connection, Peer.KOMMO, 1);
                accessTokens.refusedAgain(connection, Peer.KOMMO, again.version());
                throw new AssertionError("Not refused");
            } catch (PeerDownFault askedAgain) {
                return askedAgain.getMessage();
            }
        });

        assertThat(row(connection, Peer.KOMMO)).contains(entry("STATE", "READY"), entry("VERSION", 2L));
        // A call that began before the doubt says nothing more, however late it is answered.
        hiccupIsOver();
        assertThat(accessTokens.afterRefusal(connection, Peer.KOMMO, 1).version())
                .isEqualTo(2);
        accessTokens.refusedAgain(connection, Peer.KOMMO, 1);
        assertThat(row(connection, Peer.KOMMO)).containsEntry("STATE", "READY");
    }

    private Connection longLived() {
        Connection connection = newConnection();
        store.storeLongLived(connection.id(), "not-a-jwt");
        return connection;
    }

    private void doubted(Connection connection, long version) {
        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.KOMMO, version))
                .isInstanceOf(PeerDownFault.class)
                .hasMessage("Kommo refused the long-lived token of Acme; it is asked again before that is believed");
        assertThat(row(connection, Peer.KOMMO)).containsEntry("STATE", "READY");
    }

    private void hiccupIsOver() {
        jdbc.sql("update token set doubted_at = doubted_at - interval '10' second")
                .update();
    }

    /** Its refresh tokens were {@code old}, then {@code second}, and are {@code third}. */
    private Connection connectedForTheThirdTime() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        replace(connection, "second", EXPIRED);
        replace(connection, "third", EXPIRED);
        return connection;
    }

    private void replace(Connection connection, String name, Duration left) {
        store.replace(connection.id(), Peer.QUICKBOOKS, stored(connection), tokens(name, left));
    }

    private TokenStore.Stored stored(Connection connection) {
        return store.find(connection.id(), Peer.QUICKBOOKS).orElseThrow();
    }

    private List<String> known(Connection connection) {
        return stored(connection).refreshTokens();
    }

    private static void answersTo(String name, ResponseDefinitionBuilder answer) {
        PEERS.stubFor(post(QUICKBOOKS_TOKENS)
                .withFormParam("refresh_token", equalTo(name + "-refresh"))
                .willReturn(answer));
    }

    private static List<String> tried() {
        return PEERS.findAll(postRequestedFor(urlEqualTo(QUICKBOOKS_TOKENS))).stream()
                .map(request -> request.formParameter("refresh_token").firstValue())
                .map(token -> token.replace("-refresh", ""))
                .toList();
    }
}
