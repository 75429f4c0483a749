package org.wonbooks.oauth.consent;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionOperations;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.oauth.access.OAuthTest;
import org.wonbooks.oauth.consent.ManualTokens.Given;
import org.wonbooks.oauth.consent.ManualTokens.Proved;

/** A refresh token that a person gives is used up by asking whose it is: what comes back must not be lost. */
class ManualTokensTest extends OAuthTest {

    private static final Given GIVEN = new Given(null, null, "given");

    @Autowired
    private ManualTokens manualTokens;

    @Autowired
    private TransactionOperations transaction;

    private Connection connection;

    @DynamicPropertySource
    static void books(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.quickbooks.api-url", () -> "http://localhost:" + PEERS.port());
    }

    @BeforeEach
    void eachIsGoodOnce() {
        ((Map<?, ?>) ReflectionTestUtils.getField(manualTokens, "successors")).clear();
        connection = connections.get(connections.create("Acme", "acme", "17", ConnectionSettings.defaults()));
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        good("given", "first");
        good("first-refresh", "second");
    }

    @Test
    void whereNobodySaysWhoseItIsTheNextTryTakesWhatCameBack() {
        company(503);
        assertThatThrownBy(() -> manualTokens.prove(connection, GIVEN)).isInstanceOf(PeerDownFault.class);
        company(200);

        Proved proved = manualTokens.prove(connection, GIVEN);
        transaction.executeWithoutResult(status -> manualTokens.store(connection, proved));

        assertThat(stored()).isEqualTo("second-refresh");
        PEERS.resetRequests();
        manualTokens.prove(connection, GIVEN);
        assertThat(PEERS.getAllServeEvents().get(1).getRequest().getBodyAsString())
                .as("what is stored is kept nowhere else")
                .contains("refresh_token=given");
    }

    @Test
    void whatWasNotStoredIsNotLost() {
        company(200);
        Proved proved = manualTokens.prove(connection, GIVEN);
        transaction.executeWithoutResult(status -> {
            manualTokens.store(connection, proved);
            status.setRollbackOnly();
        });

        Proved again = manualTokens.prove(connection, GIVEN);
        transaction.executeWithoutResult(status -> manualTokens.store(connection, again));

        assertThat(stored()).isEqualTo("second-refresh");
    }

    @Test
    void whatIsAnotherCompanysIsTakenWhereItBelongs() {
        company(403);
        assertThatThrownBy(() -> manualTokens.prove(connection, GIVEN))
                .isInstanceOf(ManualTokens.Refused.class)
                .hasMessageContaining("used up by the question");
        Connection right = connections.get(connections.create("Globex", "globex", "18", ConnectionSettings.defaults()));
        PEERS.stubFor(get(urlPathMatching("/v3/company/18/.*")).willReturn(okJson("{\"CompanyInfo\": {}}")));

        Proved proved = manualTokens.prove(right, GIVEN);
        transaction.executeWithoutResult(status -> manualTokens.store(right, proved));

        assertThat(store.find(right.id(), Peer.QUICKBOOKS)
                        .orElseThrow()
                        .tokens()
                        .refresh())
                .isEqualTo("second-refresh");
    }

    @Test
    void whatAConnectionWorksWithIsNotTouched() {
        Connection holder = connected(Peer.QUICKBOOKS, EXPIRED);

        for (Connection each : new Connection[] {connection, holder}) {
            assertThatThrownBy(() -> manualTokens.prove(each, new Given(null, null, "old-refresh")))
                    .isInstanceOf(ManualTokens.Refused.class)
                    .hasMessageContaining("Connection " + holder.id() + " (Acme) has this refresh token already");
        }

        assertThat(PEERS.getAllServeEvents()).isEmpty();
    }

    private String stored() {
        return store.find(connection.id(), Peer.QUICKBOOKS)
                .orElseThrow()
                .tokens()
                .refresh();
    }

    private static void good(String refreshToken, String next) {
        PEERS.stubFor(post(QUICKBOOKS_TOKENS)
                .withRequestBody(containing("refresh_token=" + refreshToken))
                .willReturn(pair(next)));
    }

    private static void company(int status) {
        PEERS.stubFor(get(urlPathMatching("/v3/company/17/.*"))
                .willReturn(status == 200 ? okJson("{\"CompanyInfo\": {}}") : status(status)));
    }
}
