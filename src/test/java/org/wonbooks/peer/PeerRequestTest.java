package org.wonbooks.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.Connection;

/** What leaves through a door. */
class PeerRequestTest extends PeerTest {

    private static final Map<String, Object> FROM_OUTSIDE = Map.ofEntries(
            Map.entry("Authorization", "Bearer stolen"),
            Map.entry("Cookie", "session=stolen"),
            Map.entry("Host", "evil.example"),
            Map.entry("X-Forwarded-For", "203.0.113.7"),
            Map.entry("X-Forwarded-Host", "evil.example"),
            Map.entry("intuit-signature", "abc"),
            Map.entry("intuit_tid", "theirs"),
            Map.entry("requestid", "theirs"),
            Map.entry("Content-Type", "text/plain"),
            Map.entry("Content-Length", "3"),
            Map.entry("User-Agent", "theirs"),
            Map.entry("CamelHttpUri", "http://evil.example/"),
            Map.entry("CamelHttpPath", "/evil"),
            Map.entry("CamelHttpQuery", "evil=true"),
            Map.entry("CamelHttpRawQuery", "evil=true"),
            Map.entry("CamelHttpMethod", "DELETE"),
            Map.entry("CamelRestHttpUri", "http://evil.example/"),
            Map.entry("leads[status][0][id]", "17"));

    @ParameterizedTest
    @CsvSource({"kommo, Bearer acme-token", "quickbooks, Bearer books-1"})
    void carriesNoHeaderButThoseNamed(String door, String authorization) {
        answer(okJson("{}"));
        Exchange exchange = call(door, connection, "GET account", null, step -> step.getMessage()
                .getHeaders()
                .putAll(FROM_OUTSIDE));

        assertThat(exchange.getException()).isNull();
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
        call(door, connection, "POST things", body, step -> step.getMessage()
                .getHeaders()
                .putAll(FROM_OUTSIDE));

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
    @CsvSource({"GET", "POST", "PATCH", "DELETE"})
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
        call("kommo", globex, "GET leads/17?with=contacts", null, step -> {});
        call("quickbooks", globex, "GET invoice/239?include=invoiceLink", null, step -> {});
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
                "GET",
                "GET ",
                "leads",
                "get leads",
                "PUT leads",
                "GET  leads",
                "GET leads ",
                "GET leads\n",
                "GET leads\r\nX-Evil: 1",
                "GET /leads",
                "GET //evil.example/leads",
                "GET http://evil.example/leads",
                "GET leads/",
                "GET leads//17",
                "GET leads/..",
                "GET ../oauth2/access_token",
                "GET leads/%2e%2e",
                "GET leads/17;x=1",
                "GET leads/17#x",
                "GET leads/ü",
                "GET leads?",
                "GET leads?with",
                "GET leads?with=",
                "GET leads?with=contacts&limit=1",
                "GET leads?with=a%26b",
                "GET leads?with=a b",
                "GET leads?with=contacts?x=1"
            })
    void isRefusedWhenItIsNoCall(String call) {
        answer(okJson("{}"));
        Exchange exchange = kommo(call, null);
        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a call that may be made: " + call);
        assertThat(requests()).isEmpty();
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
    void carriesTheRequestIdOfAWriteAndOfNothingElse() {
        answer(okJson("{}"));
        for (String call : List.of("POST invoice", "GET invoice/239")) {
            call("quickbooks", connection, call, "{}", step -> step.setVariable("requestId", "wb-1"));
        }
        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        COMPANY + "/invoice?minorversion=75&requestid=wb-1", COMPANY + "/invoice/239?minorversion=75");
    }

    @Test
    void leavesNothingBehindForTheNextOne() {
        answer(okJson("{\"Id\":\"239\"}")
                .withHeader("CamelHttpUri", "http://evil.example/")
                .withHeader("X", "y"));
        Exchange exchange = call("quickbooks", connection, "POST invoice", "{}", step -> {
            step.setVariable("query", Map.of("include", "x"));
            step.setVariable("requestId", "wb-1");
            step.getMessage().getHeaders().putAll(FROM_OUTSIDE);
        });
        assertThat(exchange.getVariables()).containsOnlyKeys("connection");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getAllProperties().toString()).doesNotContain("books-1", "wb-1");

        camel.send("direct:quickbooks-call", exchange);
        assertThat(exchange.getException()).hasMessage("Not a call that may be made: null");
        assertThat(requests()).hasSize(1);
    }

    private static Map<String, String> headers(LoggedRequest request) {
        return request.getHeaders().all().stream()
                .collect(Collectors.toMap(header -> header.key().toLowerCase(Locale.ROOT), HttpHeader::firstValue));
    }
}
