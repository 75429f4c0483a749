package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.oauth.token.TokenStore;

/** A connection, or one of its sides, is ended: the peers are told, and it is nobody's any more. */
class ConnectionEndsTest extends ConsoleTest {

    @Autowired
    private TokenStore tokens;

    private long id;

    @BeforeEach
    void connect() {
        id = connectedInShadow("Ends");
    }

    @Test
    void isDeleted() throws Exception {
        JsonNode before = api("GET", "/connections/" + id, null).json();
        api("POST", "/connections/" + id + "/provision", null);
        String hook = before.path("kommoWebhookUrl").asText();
        String token = tokens.find(id, Peer.KOMMO).orElseThrow().tokens().access();
        subscribe(hook, token);
        jdbc.sql("insert into deal (connection_id, lead_id, cycle, name, state, created_at)"
                        + " values (?, 77, 1, 'Of the ended', 'WON', current_timestamp)")
                .param(id)
                .update();
        assertThat(listed()).contains("Of the ended");

        Answer ended = api("DELETE", "/connections/" + id, null);

        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        assertThat(ended.json().path("left")).hasSize(1);
        assertThat(ended.json().at("/left/0").asText()).isEqualTo("In Kommo remove the long-lived token.");
        assertThat(api("GET", "/connections/" + id, null).status()).isEqualTo(404);
        assertThat(api("DELETE", "/connections/" + id, null).status()).isEqualTo(404);
        assertThat(api("PATCH", "/connections/" + id, "{\"mode\": \"live\"}").status())
                .isEqualTo(404);
        assertThat(send("POST", hook.replaceFirst("^https?://[^/]+", ""), "leads%5Badd%5D%5B0%5D%5Bid%5D=1", FORM)
                        .status())
                .isEqualTo(404);
        assertThat(listed()).doesNotContain("Of the ended");
        assertThat(api("GET", "/deals/" + id + "/77", null).status()).isEqualTo(404);
        assertThat(kommo("GET", null, token)).doesNotContain(hook);
        assertThat(count("token where connection_id = ?", id)).isZero();
        assertThat(count("work where connection_id = ? and state in ('OPEN', 'RUNNING', 'DEAD')", id))
                .isZero();
        assertThat(count("work where connection_id = ? and reason = 'The connection was deleted'", id))
                .isPositive();
        assertThat(audit("connection.delete", id)).isEqualTo(1);
        Set<ObjectName> beans = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.wonbooks:type=Connection,id=" + id + ",*"), null);
        assertThat(beans).isEmpty();
    }

    @Test
    void itsCompanyMayBeConnectedAnew() {
        assertThat(connectInShadow("Ends").status()).isEqualTo(409);

        api("DELETE", "/connections/" + id, null);

        Answer anew = connectInShadow("Ends");
        assertThat(anew.status()).as(anew.body()).isEqualTo(201);
    }

    @Test
    void quickBooksIsGivenItsTokenBack() {
        String refresh = tokens.find(id, Peer.QUICKBOOKS).orElseThrow().tokens().refresh();

        Answer ended = api("POST", "/connections/" + id + "/quickbooks/disconnect", null);

        assertThat(ended.json().path("left")).isEmpty();
        JsonNode after = api("GET", "/connections/" + id, null).json();
        assertThat(after.at("/quickbooks/state").asText()).isEqualTo("NEW");
        assertThat(after.at("/quickbooks/realmId").asText()).isEqualTo(GLOBEX);
        assertThat(after.at("/kommo/state").asText()).isEqualTo("READY");
        assertThat(audit("connection.disconnect", id)).isEqualTo(1);
        Answer again = api("PATCH", "/connections/" + id, "{\"quickbooks\": {\"refreshToken\": \"" + refresh + "\"}}");
        assertThat(again.status()).as(again.body()).isEqualTo(409);
        assertThat(again.body()).contains("QuickBooks does not take the refresh token");
    }

    @Test
    void thePageAsksOnceMoreAndSaysWhatIsLeft() {
        String cookie = signIn();
        Answer page = send("GET", "/connections/" + id, null, "Cookie", cookie);
        assertThat(page.body()).contains("<details class=\"confirm\">", "Delete Ends");

        assertThat(press(page, cookie, "/connections/" + id + "/delete").header("Location"))
                .endsWith("/");

        assertThat(send("GET", "/connections/" + id, null, "Cookie", cookie).status())
                .isEqualTo(404);
    }

    private void subscribe(String hook, String token) {
        String wanted = "{\"destination\": \"" + hook + "\", \"settings\": [\"add_lead\"]}";
        assertThat(kommo("POST", wanted, token)).contains(hook);
    }

    private String kommo(String method, String body, String token) {
        return send(
                        method,
                        "/sandbox/kommo/acme/api/v4/webhooks",
                        body,
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json")
                .body();
    }

    private String listed() {
        return api("GET", "/deals", null).body();
    }
}
