package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.oauth.token.AccessToken;

/** Pairs that cannot be stored when they come. */
class LateTokensTest extends OAuthTest {

    @Test
    void aPairThatComesTooLateIsNotUsedBeforeThePresentOneIsRefused() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        answers(QUICKBOOKS_TOKENS, pair("late"));
        meanwhile(() -> store.store(connection.id(), Peer.QUICKBOOKS, tokens("person", Duration.ofHours(1))));

        AccessToken token = accessTokens.current(connection, Peer.QUICKBOOKS);

        assertThat(token).isEqualTo(new AccessToken("person-access", 3));
        assertThat(log()).containsExactly("SUPERSEDED");

        meanwhile(() -> {});
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        PEERS.stubFor(post(QUICKBOOKS_TOKENS)
                .withFormParam("refresh_token", equalTo("late-refresh"))
                .willReturn(pair("next")));
        assertThat(accessTokens.afterRefusal(connection, Peer.QUICKBOOKS, 3))
                .isEqualTo(new AccessToken("next-access", 4));
    }

    @Test
    void aPairThatTheDatabaseCannotTakeIsKeptAndNoOtherIsAskedFor() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        losesTheDatabaseDuringTheCall();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                    .isInstanceOf(DataAccessException.class);
        }
        theDatabaseIsBack();

        assertThat(row(connection, Peer.QUICKBOOKS).get("LEASE_OWNER"))
                .as("others wait")
                .isNotNull();
        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS)).isEqualTo(new AccessToken("kept-access", 2));
        assertThat(row(connection, Peer.QUICKBOOKS)).containsEntry("LEASE_OWNER", null);
        assertThat(calls(QUICKBOOKS_TOKENS)).isOne();
    }

    @Test
    void aKeptPairMakesReadyAgainWhatAnotherInstanceWasRefused() {
        Connection connection = withAKeptPair();
        accessTokens.storeUnstored();
        theDatabaseIsBack();
        jdbc.sql("update token set lease_until = timestamp '2020-01-01 00:00:00'")
                .update();
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        AccessTokens sibling = new AccessTokens(store, doubts, servers, settings, event -> {}, clock);
        assertThatThrownBy(() -> sibling.current(connection, Peer.QUICKBOOKS)).isInstanceOf(ReconnectFault.class);

        accessTokens.storeUnstored();

        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
        assertThat(sibling.current(connection, Peer.QUICKBOOKS)).isEqualTo(new AccessToken("kept-access", 2));
    }

    @Test
    void aKeptPairGivesWayToANewConsent() {
        Connection connection = withAKeptPair();
        theDatabaseIsBack();
        store.store(connection.id(), Peer.QUICKBOOKS, tokens("person", Duration.ofHours(1)));

        assertThat(accessTokens.current(connection, Peer.QUICKBOOKS)).isEqualTo(new AccessToken("person-access", 3));
    }

    /** Its new pair came, and the database could not take it. */
    private Connection withAKeptPair() {
        Connection connection = connected(Peer.QUICKBOOKS, EXPIRED);
        losesTheDatabaseDuringTheCall();
        assertThatThrownBy(() -> accessTokens.current(connection, Peer.QUICKBOOKS))
                .isInstanceOf(DataAccessException.class);
        return connection;
    }

    private void losesTheDatabaseDuringTheCall() {
        answers(QUICKBOOKS_TOKENS, pair("kept"));
        meanwhile(() -> jdbc.sql("alter table token rename to token_away").update());
    }

    private void theDatabaseIsBack() {
        meanwhile(() -> {});
        jdbc.sql("alter table token_away rename to token").update();
    }
}
