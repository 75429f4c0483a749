package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.Connection;
import org.wonbooks.peer.ApiRequest.Change;
import org.wonbooks.testing.ThroughDoor;
import org.wonbooks.testing.ThroughDoor.Answered;

/** What leaves through a door. */
class PeerRequestTest extends PeerTest {

    @ParameterizedTest
    @CsvSource({"kommo, Bearer acme-token", "quickbooks, Bearer books-1"})
    void carriesNoHeaderButThoseNamed(String door, String authorization) {
        answer(okJson("{}"));
        Answered answered = call(door, connection, "GET account", null);

        assertThat(answered.fault()).isNull();
        LoggedRequest request = onlyRequest();
        assertThat(request.getMethod().value()).isEqualTo("GET");
        assertThat(headers(request))
                .containsOnlyKeys("host", "connection", "accept-encoding", "authorization", "accept", "user-agent")
                .containsEntry("host", "localhost:" + PEERS.port())
                .containsEntry("authorization", authorization)
                .containsEntry("accept", "application/json")
                .containsEntry("user-agent", "Wonbooks");
        assertThat(request.getUrl()).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kommo", "quickbooks"})
    void carriesItsBodyToTheByte(String door) {
        answer(okJson("{}"));
        String body = "{ \"name\":\"Zoë & Иван 🙂\",\n \"price\": 1500.50 }";
        call(door, connection, "POST things", body);

        LoggedRequest request = onlyRequest();
        assertThat(request.getBody()).isEqualTo(body.getBytes(UTF_8));
        assertThat(headers(request))
                .containsOnlyKeys(
                        "host",
                        "connection",
                        "accept-encoding",
                        "authorization",
                        "accept",
                        "user-agent",
                        "content-type",
                        "content-length")
                .containsEntry("content-type", "application/json; charset=UTF-8");
    }

    @Test
    void ofAnEmptyPostSaysSo() {
        answer(okJson("{}"));
        quickbooks("POST invoice/239/send", null);
        assertThat(onlyRequest().getBody()).isEmpty();
        assertThat(headers(onlyRequest()))
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-length", "0");
    }

    @Test
    void ofAReadHasNoBody() {
        answer(okJson("{}"));
        kommo("GET leads/17", "{\"what\":\"the webhook left behind\"}");
        assertThat(onlyRequest().getBody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "PATCH"})
    void isMadeByTheMethodNamed(String method) {
        answer(okJson("{}"));
        kommo(method + " leads/17", "{}");
        assertThat(onlyRequest().getMethod().value()).isEqualTo(method);
        assertThat(onlyRequest().getUrl()).isEqualTo(ACME + "/leads/17");
    }

    @Test
    void goesToTheConnectionsOwnAddress() {
        Connection globex = connect("globex", "9341455000000002");
        answer(okJson("{}"));
        call("kommo", globex, "GET leads/17?with=contacts", null);
        call("quickbooks", globex, "GET invoice/239?include=invoiceLink", null);
        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        "/globex/api/v4/leads/17?with=contacts",
                        "/v3/company/9341455000000002/invoice/239?include=invoiceLink&minorversion=75");
        assertThat(headers(requests().get(0))).containsEntry("authorization", "Bearer globex-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " leads",
                "leads ",
                "leads\n",
                "leads\r\nX-Evil: 1",
                "/leads",
                "//evil.example/leads",
                "http://evil.example/leads",
                "leads/",
                "leads//17",
                "leads/..",
                "../oauth2/access_token",
                "leads/%2e%2e",
                "leads/17;x=1",
                "leads/17#x",
                "leads/ü",
                "leads?",
                "leads?with",
                "leads?with=",
                "leads?with=contacts&limit=1",
                "leads?with=a%26b",
                "leads?with=a b",
                "leads?with=contacts?x=1"
            })
    void isRefusedWhenItIsNoCall(String path) {
        assertThatThrownBy(() -> ApiRequest.read(path, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a call that may be made: GET " + path);
        assertThatThrownBy(() -> ApiRequest.write(Change.POST, path, null, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a call that may be made: POST " + path);
    }

    @Test
    void encodesWhatIsAskedExactlyOnce() {
        answer(okJson("{}"));
        quickbooksQuery(Map.of("query", "a%b%20c+d&e='ü'/?=#\\ \"🙂;x"));
        assertThat(onlyRequest().getUrl())
                .isEqualTo(COMPANY + "/query?minorversion=75&query=a%25b%2520c%2Bd%26e%3D%27%C3%BC%27%2F%3F%3D%23%5C%20"
                        + "%22%F0%9F%99%82%3Bx");
    }

    @Test
    void encodesNamesToo() {
        answer(okJson("{}"));
        quickbooksQuery(Map.of("a&b=c", "1"));
        assertThat(onlyRequest().getUrl()).isEqualTo(COMPANY + "/query?a%26b%3Dc=1&minorversion=75");
    }

    @Test
    void carriesTheRequestIdOfAWrite() {
        answer(okJson("{}"));
        ThroughDoor.send(quickbooks, connection, ApiRequest.write(Change.POST, "invoice", "wb-1", "{}"));
        assertThat(onlyRequest().getUrl()).isEqualTo(COMPANY + "/invoice?minorversion=75&requestid=wb-1");
    }

    private static Map<String, String> headers(LoggedRequest request) {
        return request.getHeaders().all().stream()
                .collect(Collectors.toMap(header -> header.key().toLowerCase(Locale.ROOT), HttpHeader::firstValue));
    }
}
