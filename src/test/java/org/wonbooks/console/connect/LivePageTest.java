package org.wonbooks.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.testing.SandboxCalls;

/** The page that says what will be billed, and has a connection go live. */
class LivePageTest extends ConsoleTest {

    private String cookie;
    private long id;

    @BeforeEach
    void connectInShadow() {
        cookie = signIn();
        id = connectedInShadow("Lively");
    }

    @Test
    void saysWhatIsBilledAndAsksOnce() {
        Answer page = get("/live");
        assertThat(page.body())
                .contains("What was won before. Somebody may have billed it by hand")
                .contains("<details class=\"confirm\">", "Yes, go live", "was not checked yet");

        Answer done = press(page, cookie, "/connections/" + id + "/live");

        assertThat(done.header("Location")).endsWith("/connections/" + id);
        assertThat(api("GET", "/connections/" + id, null).json().path("mode").asText())
                .isEqualTo("live");
        assertThat(count("connection where id = ? and live_since is not null", id))
                .isEqualTo(1);
        assertThat(count("work where connection_id = ? and kind = 'connection-provision' and state = 'OPEN'", id))
                .isEqualTo(1);
        assertThat(get("/live").body()).contains("live already").doesNotContain("Yes, go live");
    }

    @Test
    void whatIsOffGoesOnAsAfterAPause() {
        jdbc.sql("update connection set mode = 'off', live_seen_at = live_since where id = ?")
                .param(id)
                .update();

        assertThat(get("/live").body()).contains("won while the connection was off, as after a pause");
    }

    @Test
    void showsTheDealsThatWereWonLast() {
        SandboxCalls sandbox = new SandboxCalls(port);
        long lead = sandbox.deal(
                "{\"name\": \"Previewed <deal>\", \"price\": 120.50, \"contact\": {\"name\": \"Pia Previewed\","
                        + " \"email\": \"pia@previewed.example\"}}");
        sandbox.win(lead);

        Answer seen = press(get("/live"), cookie, "/connections/" + id + "/live/preview");

        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        assertThat(seen.body()).contains("Previewed &lt;deal&gt;", "An invoice would be made", "120.50");
        assertThat(count("deal where connection_id = ?", id)).isZero();
    }

    @Test
    void isNotOfferedBeforeBothSidesAreConnected() {
        long fresh = connection("Half");

        assertThat(send("GET", "/connections/" + fresh + "/live", null, "Cookie", cookie)
                        .body())
                .contains("Both sides have to be connected first", "/connections/" + fresh + "/kommo")
                .doesNotContain("Yes, go live");
    }

    private Answer get(String what) {
        return send("GET", "/connections/" + id + what, null, "Cookie", cookie);
    }
}
