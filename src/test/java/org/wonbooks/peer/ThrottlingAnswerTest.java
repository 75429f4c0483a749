package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.testing.ThroughDoor.Answered;

/** An answer that asks to come again later, or blocks our address. */
class ThrottlingAnswerTest extends PeerTest {

    @ParameterizedTest
    @CsvSource({"429, kommo", "429, quickbooks", "503, kommo", "503, quickbooks"})
    void thatAsksToComeAgainIsLeftToTheTable(int status, String door) {
        Connection asked = connect("globex", "9341455000000" + status);
        answer(aResponse().withStatus(status).withHeader("Retry-After", "6"));
        Answered answered = call(door, asked, "POST things", "{}");
        assertThat(answered.fault()).isInstanceOf(status == 429 ? ThrottledFault.class : PeerDownFault.class);
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kommo", "quickbooks"})
    void thatAsksForAMomentIsAskedAgainByTheSameCall(String door) {
        PEERS.stubFor(any(urlPathMatching(".*/things"))
                .inScenario("moment")
                .whenScenarioStateIs("Started")
                .willSetStateTo("over")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1")));
        PEERS.stubFor(
                any(anyUrl()).inScenario("moment").whenScenarioStateIs("over").willReturn(okJson("{\"done\": true}")));

        long begin = System.nanoTime();

        Answered answered = call(door, connection, "POST things", "{\"a\": 1}");

        assertThat(answered.body()).isEqualTo("{\"done\": true}");
        assertThat(requests())
                .hasSize(2)
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly("{\"a\": 1}");
        assertThat(requests().get(1).getUrl()).isEqualTo(requests().get(0).getUrl());
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"kommo, 42, 42", "quickbooks, 42, 42", "kommo, 99999999999, 3600", "quickbooks, soon, 60"})
    void thatSaysHowLongToWaitIsHeard(String door, String header, long seconds) {
        answer(aResponse().withStatus(429).withHeader("Retry-After", header));

        Answered answered = call(door, connection, "GET things", null);

        assertThat(answered.fault()).isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                .isEqualTo(Duration.ofSeconds(seconds)));
        assertThat(requests()).hasSize(1);
    }

    @Test
    void ofAThrottleOfQuickBooksIn403SaysHowLongToWaitToo() {
        answer(aResponse()
                .withStatus(403)
                .withHeader("Retry-After", "17")
                .withBody("{\"fault\":{\"error\":[{\"code\":\"3001\"}],\"type\":\"SERVICE\"}}"));

        assertThat(quickbooks("GET things", null).fault())
                .isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                        .isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void thatAsksToComeAgainEndsAllCallsOfTheCompanyMeanwhile() {
        Connection asked = connect("globex", "9341455000000003");
        answer(aResponse().withStatus(429));
        call("quickbooks", asked, "GET things", null);
        answer(okJson("{}"));

        Answered next = call("quickbooks", asked, "GET things", null);

        assertThat(next.fault()).isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(60)));
        assertThat(requests()).hasSize(1);
        assertThat(quickbooks("GET things", null).fault())
                .as("another company's call")
                .isNull();
    }

    @Test
    void thatBlocksOurAddressEndsAllCallsOfAllAccountsMeanwhile() {
        Connection globex = connect("globex", "9341455000000002");
        answer(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>"));
        assertThat(kommo("GET things", null).fault())
                .as("one page is told to nobody")
                .isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                        .isEqualTo(Duration.ofSeconds(15)));
        answer(okJson("{}"));

        Answered next = call("kommo", globex, "GET things", null);

        assertThat(next.fault()).isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(15)));
        assertThat(requests()).hasSize(1);
        assertThat(quickbooks("GET things", null).fault()).isNull();
    }

    @Test
    void thatBlocksOurAddressAgainIsTold() {
        answer(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>"));
        assertThat(kommo("GET things", null).fault()).isInstanceOf(ThrottledFault.class);
        clock.pass(Duration.ofSeconds(15));

        assertThat(kommo("GET things", null).fault()).isInstanceOfSatisfying(BlockedFault.class, fault -> {
            assertThat(fault).hasMessage("Kommo blocks this address");
            assertThat(fault.pause()).isEqualTo(Duration.ofSeconds(45));
        });
        clock.pass(Duration.ofSeconds(45));
        answer(okJson("{}"));
        assertThat(kommo("GET things", null).fault()).isNull();
        assertThat(kommo("GET things", null).fault()).isNull();
        answer(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>"));
        assertThat(kommo("GET things", null).fault())
                .as("it answered meanwhile")
                .isInstanceOf(ThrottledFault.class);
    }

    @Test
    void thatBlocksUsAtTheTokenEndpointEndsAllCallsToo() {
        Connection globex = connect("globex", "9341455000000002");
        tokens.storeRefreshToken(connection.id(), Peer.KOMMO, "to-be-refreshed");
        PEERS.stubFor(post("/acme/oauth2/access_token")
                .willReturn(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>")));
        answer(okJson("{}"));

        for (Connection each : List.of(connection, connection, globex)) {
            assertThat(call("kommo", each, "GET things", null).fault())
                    .as("one page is told to nobody, and nobody calls")
                    .isInstanceOfSatisfying(ThrottledFault.class, fault -> assertThat(fault.waitFor())
                            .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(15)));
        }
        assertThat(PEERS.getAllServeEvents()).as("that of the token").hasSize(1);
        clock.pass(Duration.ofSeconds(15));
        assertThat(kommo("GET things", null).fault())
                .isInstanceOfSatisfying(
                        BlockedFault.class, fault -> assertThat(fault.pause()).isEqualTo(Duration.ofSeconds(45)));
        assertThat(call("kommo", globex, "GET things", null).fault()).isInstanceOf(ThrottledFault.class);
        assertThat(PEERS.getAllServeEvents()).hasSize(2);
        assertThat(jdbc.sql("select count(*) from token where state <> 'READY'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void thatAsksToComeAgainEndsTheCallsForTokensToo() {
        Connection asked = connect("globex", "9341455000000004");
        answer(aResponse().withStatus(429).withHeader("Retry-After", "42"));
        call("quickbooks", asked, "GET things", null);
        jdbc.sql("update token set access_expires_at = timestamp '2020-01-01 00:00:00'")
                .update();
        PEERS.resetRequests();

        assertThat(call("quickbooks", asked, "GET things", null).fault()).isInstanceOf(ThrottledFault.class);

        assertThat(PEERS.getAllServeEvents()).isEmpty();
    }

    /** A gateway's word is not Kommo's: what comes after it is the next page of the same block. */
    @ParameterizedTest
    @ValueSource(ints = {401, 502, 503, 504})
    void thatAGatewayMayHaveGivenEndsNoBlock(int status) {
        answer(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>"));
        kommo("GET things", null);
        clock.pass(Duration.ofSeconds(15));
        answer(aResponse().withStatus(status));
        assertThat(kommo("GET things", null).fault()).isInstanceOf(PeerDownFault.class);
        answer(aResponse().withStatus(403).withBody("<html>403 Forbidden</html>"));

        assertThat(kommo("GET things", null).fault()).isInstanceOf(BlockedFault.class);
    }
}
