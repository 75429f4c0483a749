package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.peer.ApiRequest.Change;
import org.wonbooks.testing.ThroughDoor;
import org.wonbooks.testing.ThroughDoor.Answered;

/** What comes in through a door, or doesn't. */
class PeerAnswerTest extends PeerTest {

    @Test
    void isTheBodyAsText() {
        answer(okJson("{\"name\":\"Zoë\"}"));
        assertThat(kommo("GET contacts/17", null).body()).isEqualTo("{\"name\":\"Zoë\"}");
    }

    @Test
    void isNullWhereThereIsNoSuchThing() {
        answer(noContent());
        assertThat(kommo("GET leads/17", null).body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void thatLeadsElsewhereIsNotFollowed(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", PEERS.baseUrl() + "/elsewhere"));
        assertThat(quickbooks("GET invoice/239", null).fault()).isInstanceOf(PermanentFault.class);
        assertThat(kommo("PATCH leads/17", "{}").fault()).isInstanceOf(PermanentFault.class);
        assertThat(requests()).hasSize(2).extracting(LoggedRequest::getUrl).doesNotContain("/elsewhere");
    }

    @Test
    void thatSetsACookieSetsNone() {
        Connection globex = connect("globex", "9341455000000002");
        answer(okJson("{}").withHeader("Set-Cookie", "session=acme; Path=/"));
        kommo("GET account", null);
        quickbooks("GET invoice/239", null);
        call("kommo", globex, "GET account", null);
        call("quickbooks", globex, "GET invoice/239", null);
        assertThat(requests()).hasSize(4).noneMatch(request -> request.containsHeader("Cookie"));
    }

    @Test
    void of401LeadsToOneRefreshAndTheSameCallAgain() {
        answer(okJson("{}"));
        quickbooks("GET account", null);
        PEERS.resetRequests();
        PEERS.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo("Bearer books-1"))
                .atPriority(9)
                .willReturn(unauthorized()));

        String body = "{ \"TotalAmt\": 1500.50, \"name\": \"Zoë\" }";
        Answered answered =
                ThroughDoor.send(quickbooks, connection, ApiRequest.write(Change.POST, "invoice", "wb-1", body));

        assertThat(answered.fault()).isNull();
        assertThat(tokenCalls()).isEqualTo(1);
        assertThat(requests())
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.getUrl()).isEqualTo(COMPANY + "/invoice?minorversion=75&requestid=wb-1");
                    assertThat(request.getBodyAsString()).isEqualTo(body);
                })
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer books-1", "Bearer books-2");
    }

    @Test
    void of401ToAFreshTokenTooNeedsAPerson() {
        answer(unauthorized());
        Answered answered = quickbooks("GET invoice/239", null);
        assertThat(answered.fault())
                .isInstanceOf(ReconnectFault.class)
                .hasMessageContaining("QuickBooks no longer accepts the tokens of acme");
        assertThat(requests()).hasSize(2);
        assertThat(tokenCalls()).isEqualTo(2);
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.NEEDS_RECONNECT);

        assertThat(quickbooks("GET invoice/239", null).fault()).isInstanceOf(ReconnectFault.class);
        assertThat(requests()).as("no more calls until then").hasSize(2);
    }

    @Test
    void of401ToALongLivedTokenNeedsAPersonWhenItIsAskedAgain() {
        answer(unauthorized());
        assertThat(kommo("GET account", null).fault()).isInstanceOf(PeerDownFault.class);
        assertThat(requests()).hasSize(1);
        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.READY);
        jdbc.sql("update token set doubted_at = doubted_at - interval '10' second")
                .update();
        assertThat(kommo("GET account", null).fault()).isInstanceOf(ReconnectFault.class);
        assertThat(requests()).hasSize(2);
        assertThat(connections.get(connection.id()).state(Peer.KOMMO)).isEqualTo(Connection.State.NEEDS_RECONNECT);
        assertThat(connections.get(connection.id()).state(Peer.QUICKBOOKS)).isEqualTo(Connection.State.READY);
    }

    @Test
    void that404ForTheAccountIsSaidOnceIsReadAgain() {
        PEERS.stubFor(any(urlPathMatching(".*/account"))
                .inScenario("hiccup")
                .whenScenarioStateIs("Started")
                .willSetStateTo("over")
                .willReturn(jsonResponse("{\"title\": \"Not Found\", \"status\": 404}", 404)));
        PEERS.stubFor(any(urlPathMatching(".*/account"))
                .inScenario("hiccup")
                .whenScenarioStateIs("over")
                .willReturn(okJson("{\"id\": 77}")));

        assertThat(kommo("GET account", null).body()).isEqualTo("{\"id\": 77}");
    }

    @Test
    void of404FromAGatewayIsNoRenamedAccount() {
        answer(aResponse().withStatus(404).withBody("<html>404 Not Found</html>"));
        assertThat(kommo("GET account", null).fault())
                .isInstanceOf(PermanentFault.class)
                .isNotInstanceOf(ForbiddenFault.class);

        answer(jsonResponse("{\"title\": \"Not Found\", \"status\": 404}", 404));
        assertThat(kommo("GET account", null).fault()).isInstanceOf(ForbiddenFault.class);
    }

    @Test
    void thatForbidsOneAccountAccessEndsNoCallOfAnotherOne() {
        Connection globex = connect("globex", "9341455000000002");
        answer(aResponse().withStatus(403).withBody("{\"title\": \"Forbidden\", \"status\": 403}"));
        assertThat(kommo("GET things", null).fault()).isInstanceOf(ForbiddenFault.class);
        answer(okJson("{}"));

        assertThat(call("kommo", globex, "GET things", null).fault()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void thatIsCutMeansThatThePeerIsDown(Fault fault) {
        quickbooks("GET warm/up", null);
        PEERS.resetRequests();
        answer(aResponse().withFault(fault));
        for (String door : new String[] {"kommo", "quickbooks"}) {
            Answered answered = call(door, connection, "POST things", "{}");
            assertThat(answered.fault()).isInstanceOf(PeerDownFault.class);
            assertThat(((PeerDownFault) answered.fault()).peer().path()).isEqualTo(door);
        }
        assertThat(requests()).as("each once").hasSize(2);
    }

    @Test
    void thatDripsEndlesslyIsGivenUpAtTheDeadline() {
        answer(okJson("{\"drops\": \"" + "x".repeat(1000) + "\"}").withChunkedDribbleDelay(1000, 60_000));
        assertThat(quickbooks("GET invoice/239", null).fault())
                .isInstanceOf(PeerDownFault.class)
                .hasMessage("QuickBooks does not answer (InterruptedIOException)");
    }

    @Test
    void thatIsLargerThanAnyTrueOneIsNotReadAndNobodyIsDown() {
        answer(okJson("[" + " ".repeat(5 << 20) + "]"));
        assertThat(quickbooks("GET invoice/239", null).fault())
                .isInstanceOf(TooLargeFault.class)
                .hasMessage("QuickBooks answered GET invoice/239 with more than 5 MB");
        answer(okJson("[" + " ".repeat(5 << 20) + "]"));
        assertThat(kommo("GET leads/17", null).fault())
                .isInstanceOf(TooLargeFault.class)
                .hasMessage("Kommo answered GET leads/17 with more than 5 MB");
    }

    @Test
    void thatDoesNotComeMeansThatThePeerIsDown() {
        answer(okJson("{}").withFixedDelay(60_000));
        assertThat(kommo("POST leads", "[]").fault())
                .isInstanceOf(PeerDownFault.class)
                .hasMessageStartingWith("Kommo does not answer (")
                .hasMessageNotContainingAny("token", "localhost");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void ofNobodyMeansThatThePeerIsDown() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Connection nowhere = connectAt("localhost:" + port + "/nowhere", "nowhere", "9341455000000003");
        assertThat(call("kommo", nowhere, "GET account", null).fault()).isInstanceOf(PeerDownFault.class);
        Connection unknown = connectAt("nowhere.invalid", "unknown", "9341455000000004");
        assertThat(call("kommo", unknown, "GET account", null).fault()).isInstanceOf(PeerDownFault.class);
    }

    @Test
    void countsWhenItIsASuccessfulRead() {
        answer(okJson("{\"Invoice\":{\"Id\":\"239\"}}"));
        quickbooks("GET invoice/239", null);
        quickbooks("GET query", null);
        assertThat(reads.thisMonth(connection.id())).isEqualTo(2);

        quickbooks("POST invoice", "{}");
        kommo("GET account", null);
        answer(serverError());
        quickbooks("GET invoice/239", null);
        answer(okJson("{\"Fault\":{\"Error\":[{\"code\":\"610\"}]}}"));
        quickbooks("GET invoice/239", null);
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
        quickbooks("GET invoice/239", null);
        assertThat(reads.thisMonth(connection.id())).isEqualTo(2);
    }

    @Test
    void isCountedByCompany() {
        Connection globex = connect("globex", "9341455000000002");
        answer(okJson("{}"));
        call("quickbooks", globex, "GET invoice/239", null);
        assertThat(reads.thisMonth(globex.id())).isEqualTo(1);
        assertThat(reads.thisMonth(connection.id())).isZero();
    }

    @Test
    void showsThatAPeerIsUpAgain() {
        connections.down(
                connection.id(),
                Peer.KOMMO,
                Instant.now().plusSeconds(30),
                new Connection.Outage("Kommo is down", "Wait."));
        connection = connections.get(connection.id());
        answer(serverError());
        kommo("GET account", null);
        assertThat(connections.get(connection.id()).outage()).isNotNull();
        answer(okJson("{}"));
        kommo("GET account", null);
        assertThat(connections.get(connection.id()).outage()).isNull();
    }
}
