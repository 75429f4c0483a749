package org.wonbooks.oauth.consent;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;

/** Consents that connect nothing, and what the person is told. */
class RefusedConsentsTest extends BrowserConsent {

    @Test
    void anAnswerCountsOnce() throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);
        answers(KOMMO_TOKENS, pair("new"));
        back(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com");

        refused(back(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com"), 400, "was used before");

        assertThat(calls(KOMMO_TOKENS)).isOne();
    }

    @Test
    void anAnswerThatBelongsToNoConnectOfThisBrowserIsRefused() throws Exception {
        Connection connection = newConnection();
        Sent other = sent(newConnection(), Peer.KOMMO);
        Cookie guessed = new Cookie(other.cookie().getName(), "guessed");

        for (Sent wrong : List.of(
                new Sent("", other.cookie()),
                new Sent("guessed", other.cookie()),
                new Sent(sent(connection, Peer.KOMMO).state(), other.cookie()),
                new Sent(sent(connection, Peer.KOMMO).state(), guessed),
                new Sent(sent(connection, Peer.KOMMO).state(), new Cookie("none", "")),
                new Sent(sent(connection, Peer.QUICKBOOKS).state(), other.cookie()))) {
            refused(back(Peer.KOMMO, wrong, "code", "C1", "referer", "acme.kommo.com"), 400, "does not belong");
        }
        Sent late = sent(connection, Peer.KOMMO);
        clock.set(NOON.plus(Duration.ofMinutes(10)));
        refused(back(Peer.KOMMO, late, "code", "C1", "referer", "acme.kommo.com"), 400, "ten minutes");
    }

    @Test
    void anotherSignedInPersonsAnswerIsRefused() throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);

        refused(
                http.perform(callback(Peer.KOMMO, sent, "code", "C1", "referer", "acme.kommo.com")
                                .principal(() -> "somebody else"))
                        .andReturn()
                        .getResponse(),
                400,
                "does not belong");
    }

    @Test
    void aRefusalByThePersonIsSaidPlainly() throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "error", "<script>"), 403, "QuickBooks was not allowed to be connected.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.kommo.com",
                "acme.kommo.com.evil.test",
                "acme.evil.test",
                "evil.test/acme.kommo.com",
                "acme.kommo.com:8443",
                "https://acme.kommo.com",
                "x.acme.kommo.com",
                "acmekommo.com"
            })
    void anotherKommoAccountIsRefused(String referer) throws Exception {
        Sent sent = sent(newConnection(), Peer.KOMMO);

        refused(back(Peer.KOMMO, sent, "code", "C1", "referer", referer), 409, "another Kommo account than acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12 34", "../1", "1,2", "1234567890123456789012345678901"})
    void aCompanyThatIsNoneIsRefused(String realm) throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", realm), 400, "which company");
    }

    @Test
    void anotherCompanyIsRefused() throws Exception {
        Connection connection =
                connections.get(connections.create("Acme", "acme", "100", ConnectionSettings.defaults()));
        Sent sent = sent(connection, Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "200"), 409, "another QuickBooks company");
    }

    @Test
    void aCompanyOfAnotherConnectionIsRefused() throws Exception {
        connections.create("Globex", "globex", "100", ConnectionSettings.defaults());
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "100"), 409, "belongs to another connection");
    }

    @Test
    void aCompanyJoinedElsewhereMeanwhileIsRefused() throws Exception {
        Sent sent = sent(newConnection(), Peer.QUICKBOOKS);
        answers(QUICKBOOKS_TOKENS, pair("new"));
        meanwhile(() -> connections.create("Globex", "globex", "100", ConnectionSettings.defaults()));

        refused(back(Peer.QUICKBOOKS, sent, "code", "C1", "realmId", "100"), 409, "belongs to another connection");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aCodeThatGetsNoTokensIsSaidPlainly(CapturedOutput output) throws Exception {
        Connection connection = newConnection();
        String code = "code-canary";
        String[] said = {"code", code, "realmId", "100"};

        answers(QUICKBOOKS_TOKENS, jsonResponse("{\"error\":\"invalid_grant\"}", 400));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 400, "(400 invalid_grant)");
        answers(QUICKBOOKS_TOKENS, status(503));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 503, "gave no tokens (503)");
        answers(QUICKBOOKS_TOKENS, jsonResponse("{\"error\":\"invalid_client\"}", 401));
        refused(back(Peer.QUICKBOOKS, sent(connection, Peer.QUICKBOOKS), said), 503, "“New connection”");

        assertThat(connections.get(connection.id()).realmId()).isNull();
        assertThat(output).doesNotContain("canary");
    }

    @Test
    void thereIsNothingToConnectWithoutAConnectionOrAPeer() throws Exception {
        refused(
                http.perform(get("/oauth/kommo/connect?connection=0").principal(() -> "admin"))
                        .andReturn()
                        .getResponse(),
                404,
                "There is no connection 0.");
        assertThat(http.perform(get("/oauth/other/connect?connection=0"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    private void refused(MockHttpServletResponse answer, int status, String reason) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString()).contains(reason).doesNotContain("<script>");
        if (status != 503) {
            assertThat(jdbc.sql("select count(*) from token where version > 1")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }
}
