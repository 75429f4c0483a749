package org.wonbooks.oauth.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.oauth.access.OAuthTest;

/** Kommo's notice that the integration was removed may be an old one: Kommo itself is asked. */
class NoticesTest extends OAuthTest {

    @Autowired
    private Notices notices;

    @Test
    void aNoticeEndsNothingByItself() {
        Connection connection = account();
        answers(KOMMO_TOKENS, pair("new"));

        for (int notice = 0; notice < 2; notice++) {
            assertThat(notices.removed(77)).isTrue();
        }

        assertThat(row(connection, Peer.KOMMO)).contains(entry("STATE", "READY"), entry("REFRESH_DUE", true));
        accessTokens.afterRefusal(connection, Peer.KOMMO, 1);
        assertThat(row(connection, Peer.KOMMO))
                .contains(entry("STATE", "READY"), entry("REFRESH_DUE", false), entry("REASON", null));
        assertThat(notices.removed(78)).as("an account of no connection").isFalse();
    }

    @Test
    void whatItSaidIsToldWhenKommoTakesTheTokensNoMore() {
        Connection connection = account();
        answers(KOMMO_TOKENS, WireMock.jsonResponse("{\"hint\": \"Token has been revoked\"}", 401));
        notices.removed(77);

        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.KOMMO, 1))
                .isInstanceOf(ReconnectFault.class)
                .hasMessageContaining("revoked")
                .hasMessageContaining(". Kommo said on 20")
                .hasMessageEndingWith("that the integration was removed");
        assertThat(row(connection, Peer.KOMMO)).containsEntry("STATE", "NEEDS_RECONNECT");
        notices.removed(77);
        assertThat(connections.get(connection.id()).kommo().refusal()).endsWith("that the integration was removed");
    }

    private Connection account() {
        Connection connection = connected(Peer.KOMMO, Duration.ofHours(5));
        connections.kommoAccount(connection.id(), 77, "UTC", "USD");
        return connections.get(connection.id());
    }
}
