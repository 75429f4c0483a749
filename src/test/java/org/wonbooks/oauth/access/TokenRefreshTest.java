package org.wonbooks.oauth.access;

import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Trigger;
import org.springframework.dao.DataAccessException;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;

class TokenRefreshTest extends OAuthTest {

    @Test
    void refreshesWhatIsDueAndNothingElse() throws Exception {
        Connection due = connected(Peer.KOMMO, Duration.ofMinutes(29));
        Connection later = connected(Peer.KOMMO, Duration.ofMinutes(31));
        Connection refused = connected(Peer.KOMMO, Duration.ofMinutes(29));
        store.needsReconnect(refused.id(), Peer.KOMMO, 1, "refused");
        Connection longLived = newConnection();
        store.storeLongLived(longLived.id(), "long-lived");
        Connection given = newConnection();
        store.storeRefreshToken(given.id(), Peer.KOMMO, "given");
        jdbc.sql("update connection set paused = true").update();
        answers(KOMMO_TOKENS, pair("new"));

        tick();

        assertThat(version(due, Peer.KOMMO)).isEqualTo(2);
        assertThat(version(given, Peer.KOMMO)).isEqualTo(2);
        assertThat(version(later, Peer.KOMMO)).isEqualTo(1);
        assertThat(version(refused, Peer.KOMMO)).isEqualTo(1);
        assertThat(version(longLived, Peer.KOMMO)).isEqualTo(1);
        assertThat(calls(KOMMO_TOKENS)).isEqualTo(2);
    }

    @Test
    void whatIsSaidToBeEndedIsTriedOnce() throws Exception {
        Connection ended = connected(Peer.QUICKBOOKS, Duration.ofMinutes(50));
        Connection alive = connected(Peer.KOMMO, Duration.ofHours(20));
        doubts.refreshSoon(ended.id(), Peer.QUICKBOOKS);
        doubts.refreshSoon(alive.id(), Peer.KOMMO);
        answers(QUICKBOOKS_TOKENS, INVALID_GRANT);
        answers(KOMMO_TOKENS, pair("new").withStatus(200));

        tick();
        tick();

        assertThat(connections.get(ended.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(version(alive, Peer.KOMMO)).isEqualTo(2);
        assertThat(calls(QUICKBOOKS_TOKENS) + calls(KOMMO_TOKENS)).isEqualTo(2);
    }

    @Test
    void whoeverBlocksUsIsLeftAloneForAQuarterOfAnHour() throws Exception {
        connected(Peer.KOMMO, Duration.ofMinutes(20));
        answers(KOMMO_TOKENS, status(403).withBody("<html>nginx</html>"));

        tick();
        clock.pass(Duration.ofMinutes(14));
        tick();
        assertThat(calls(KOMMO_TOKENS)).isOne();
        clock.pass(Duration.ofMinutes(2));
        answers(KOMMO_TOKENS, pair("new"));
        tick();

        assertThat(log()).containsExactly("FAILED", "REFRESHED");
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() throws Exception {
        Connection first = connected(Peer.QUICKBOOKS, Duration.ofMinutes(1));
        Connection unreadable = connected(Peer.KOMMO, Duration.ofMinutes(1));
        jdbc.sql("update token set refresh_token = access_token where connection_id = ?")
                .param(unreadable.id())
                .update();
        Connection last = connected(Peer.KOMMO, Duration.ofMinutes(1));
        answers(QUICKBOOKS_TOKENS, status(503));
        answers(KOMMO_TOKENS, pair("new"));

        tick();

        assertThat(version(first, Peer.QUICKBOOKS)).isEqualTo(1);
        assertThat(version(unreadable, Peer.KOMMO)).isEqualTo(1);
        assertThat(version(last, Peer.KOMMO)).isEqualTo(2);
        assertThat(log()).containsExactlyInAnyOrder("FAILED", "REFRESHED");
    }

    @Test
    void storesWhatCouldNotBeStoredAndForgetsTheOldOutcomes() throws Exception {
        Connection connection = connected(Peer.QUICKBOOKS, Duration.ofHours(1));
        store.log(connection.id(), Peer.QUICKBOOKS, "FAILED", "long ago");
        clock.pass(Duration.ofDays(91));
        answers(QUICKBOOKS_TOKENS, pair("kept"));
        meanwhile(() -> jdbc.sql("alter table token rename to token_away").update());
        assertThatThrownBy(() -> accessTokens.afterRefusal(connection, Peer.QUICKBOOKS, 1))
                .isInstanceOf(DataAccessException.class);
        jdbc.sql("alter table token_away rename to token").update();
        store.needsReconnect(connection.id(), Peer.QUICKBOOKS, 1, "refused another instance");

        tick();

        assertThat(version(connection, Peer.QUICKBOOKS)).isEqualTo(2);
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
        assertThat(log()).isEmpty();
    }

    @Test
    void looksEveryMinute() throws Exception {
        Trigger trigger = quartz.getScheduler().getTriggersOfJob(REFRESH).get(0);

        assertThat(Duration.between(
                        trigger.getNextFireTime().toInstant(),
                        trigger.getFireTimeAfter(trigger.getNextFireTime()).toInstant()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-refresh", "oauth-token-call"})
    void everyStepHasAName(String route) {
        RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route);

        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), ProcessorDefinition.class))
                .isNotEmpty()
                .allMatch(step -> step.hasCustomIdAssigned(), "has an id");
    }

    /** Lets the clockwork fire now, and waits for the round's end. */
    private void tick() throws Exception {
        NotifyBuilder round = new NotifyBuilder(camel)
                .fromRoute("token-refresh")
                .filter(exchange -> exchange.getProperty(Exchange.SPLIT_INDEX) == null)
                .whenDone(1)
                .create();
        quartz.getScheduler().triggerJob(REFRESH);
        await().atMost(Duration.ofSeconds(30)).until(round::matches);
    }

    private long version(Connection connection, Peer peer) {
        return (long) row(connection, peer).get("version");
    }
}
