package org.wonbooks.oauth.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Peer;
import org.wonbooks.testing.SandboxCalls;

/** What becomes of tokens where somebody says that a system was disconnected. */
abstract class DisconnectedTests extends RestoredTokens {

    @Test
    void whatKommoSignsEndsItsTokensAndNothingElseDoes() throws Exception {
        awaitQuiet();
        JsonNode removed = sandbox.post("/kommo/remove");
        String notice = removed.path("notice").asText();

        assertThat(removed.path("answered").asInt()).isEqualTo(200);
        assertThat(audit("connection.removed")).hasSize(1);
        long lead = deal("Removed", "acme");
        sandbox.win(lead);
        until().until(() -> connection().state(Peer.KOMMO), State.NEEDS_RECONNECT::equals);
        assertThat(connection().kommo().refusal()).endsWith("that the integration was removed");
        until().until(() -> workState("deal-won", lead), "OPEN"::equals);
        until().until(() -> audit("connection.disconnected").size(), Integer.valueOf(1)::equals);

        jdbc.sql("delete from token where system = 'KOMMO'").update();
        sandboxConnection.connect();
        awaitNotes(lead, 1);
        assertThat(status(notice.replaceFirst("signature=.", "signature=x"))).isEqualTo(401);
        assertThat(status(notice.replace("32720107", "32720208"))).isEqualTo(401);
        assertThat(status(notice.replace("sandbox-client", "another"))).isEqualTo(401);
        assertThat(status(notice.replaceFirst("&signature=.*", ""))).isEqualTo(401);
        assertThat(connection().state(Peer.KOMMO)).isEqualTo(State.READY);
        assertThat(audit("connection.removed")).hasSize(1);
        assertThat(status(notice)).as("an old one, sent again").isEqualTo(200);
        jdbc.sql("update token set access_expires_at = timestamp '2020-01-01 00:00:00' where system = 'KOMMO'")
                .update();
        long second = deal("Still there", "acme");
        sandbox.win(second);
        awaitNotes(second, 1);
        assertThat(connection().state(Peer.KOMMO)).isEqualTo(State.READY);
        assertThat(sandbox.post("/kommo/remove?account=globex").path("answered").asInt())
                .as("an account of no connection")
                .isEqualTo(404);
    }

    /** Anybody can come there: only QuickBooks itself ends anything. */
    @Test
    void aBrowserThatComesFromDisconnectingHasTheTokensTried() throws Exception {
        long version = jdbc.sql("select version from token where system = 'QUICKBOOKS'")
                .query(Long.class)
                .single();
        String page = settings.publicUrl() + "/oauth/quickbooks/disconnected?realmId=";
        assertThat(status(page + SandboxCalls.REALM)).isEqualTo(200);
        assertThat(status(page + "0")).isEqualTo(200);
        assertThat(status(page + "%27--")).isEqualTo(200);

        assertThat(connection().state(Peer.QUICKBOOKS)).isEqualTo(State.READY);
        // To be tried, or tried by now.
        assertThat(jdbc.sql(
                                """
                                select count(*) from token
                                 where system = 'QUICKBOOKS' and (refresh_due or version > ?)
                                """)
                        .param(version)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private static int status(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
