package org.wonbooks.oauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Peer;

/** What becomes of deals while tokens end or an account is renamed. */
abstract class TokensTests extends RestoredTokens {

    @Test
    void aLongLivedTokenThatIsRefusedOnceGoesOn() {
        longLived();
        refuse(1);
        long lead = deal("One 401", "10", "Olga Once", "olga@once.example");

        sandbox.win(lead);

        until().until(() -> !news("DOUBTED").isEmpty());
        time.pass(Duration.ofSeconds(6));
        awaitNotes(lead, 1);
        assertThat(connection().state(Peer.KOMMO)).isEqualTo(State.READY);
        assertThat(jdbc.sql("select count(*) from token where doubted_at is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aLongLivedTokenThatHasEndedIsReplacedAndWhatWaitedGoesOn() {
        longLived();
        refuse(100_000);
        long lead = deal("Ended", "11", "Edna Ended", "edna@ended.example");
        sandbox.win(lead);
        until().until(() -> !news("DOUBTED").isEmpty());
        time.pass(Duration.ofSeconds(6));
        until().until(() -> connection().state(Peer.KOMMO), State.NEEDS_RECONNECT::equals);
        until().until(() -> workState("deal-won", lead), "OPEN"::equals);
        assertThat(product.get("/work?state=PAUSED").toString()).contains("asked again");
        sandbox.delete("/faults");

        assertThatThrownBy(() -> patch("{\"kommo\": {\"longLivedToken\": \"" + token("globex") + "\"}}"))
                .hasMessageStartingWith("409")
                .hasMessageContaining("does not take the token at acme");
        assertThat(connection().state(Peer.KOMMO)).isEqualTo(State.NEEDS_RECONNECT);
        String token = token("acme");
        JsonNode patched = patch("{\"kommo\": {\"longLivedToken\": \"" + token + "\"}}");

        assertThat(patched.path("state").asText()).isEqualTo("READY");
        awaitNotes(lead, 1);
        assertThat(audit("connection.change")).containsExactly("kommo.longLivedToken replaced");
        assertThat(patched.toString() + jdbc.sql("select * from token").query().listOfRows())
                .doesNotContain(token);
    }

    @Test
    void aQuickBooksTokenIsReplacedByOneOfTheSameCompany() {
        String realm = connection().realmId();
        jdbc.sql("update token set state = 'NEEDS_RECONNECT', reason = 'ended' where system = 'QUICKBOOKS'")
                .update();
        String other = StreamSupport.stream(
                        sandbox.get("/state").at("/quickbooks/realms").spliterator(), false)
                .map(each -> each.path("realmId").asText())
                .filter(each -> !each.equals(realm))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> patch("{\"quickbooks\": {\"refreshToken\": \"" + refreshToken(other) + "\"}}"))
                .hasMessageStartingWith("409")
                .hasMessageContaining("another QuickBooks company");
        assertThatThrownBy(() -> patch("{\"quickbooks\": {\"refreshToken\": \"RT1-none\"}}"))
                .hasMessageStartingWith("409")
                .hasMessageContaining("does not take the refresh token");
        assertThat(connection().state(Peer.QUICKBOOKS)).isEqualTo(State.NEEDS_RECONNECT);

        String given = "{\"quickbooks\": {\"refreshToken\": \"" + refreshToken(realm) + "\"}}";
        sandbox.delete("/calls");
        for (String wrong : List.of("\"name\": \" \"", "\"mode\": \"on\"", "\"settings\": {\"none\": 1}")) {
            assertThatThrownBy(() -> patch("{" + wrong + ", " + given.substring(1)))
                    .hasMessageStartingWith("400");
        }
        assertThat(sandbox.get("/calls?system=quickbooks&path=tokens/bearer")).isEmpty();
        sandbox.post(
                "/faults", "{\"system\": \"quickbooks\", \"path\": \"companyinfo\", \"status\": 500, \"count\": 1}");
        assertThatThrownBy(() -> patch(given)).hasMessageStartingWith("503");

        JsonNode patched = patch(given);

        assertThat(patched.at("/quickbooks/state").asText()).isEqualTo("READY");
        long lead = billed("Replaced", "12", "Rita Replaced", "rita@replaced.example");
    }

    @Test
    void aRenamedAccountIsFollowed() {
        awaitQuiet();
        rename("acme", NEW_ADDRESS);
        long lead = deal("Renamed", NEW_ADDRESS);

        sandbox.win(lead);

        awaitNotes(lead, 1);
        assertThat(connection().kommoSubdomain()).isEqualTo(NEW_ADDRESS);
        assertThat(audit("connection.renamed")).containsExactly("acme -> acme-studio");
        assertThat(jdbc.sql("select username from audit where action = 'connection.renamed'")
                        .query(String.class)
                        .list())
                .containsExactly("Kommo");
        until().until(() -> workState("deal-won", lead), "DONE"::equals);
        awaitQuiet();

        // An expired access token: there is nothing but the token endpoint to notice it by.
        rename(NEW_ADDRESS, "acme");
        jdbc.sql("update token set access_expires_at = timestamp '2020-01-01 00:00:00' where system = 'KOMMO'")
                .update();
        long second = deal("Renamed back", "acme");
        sandbox.win(second);
        awaitNotes(second, 1);
        assertThat(connection().kommoSubdomain()).isEqualTo("acme");
    }

    @Test
    void aRenamedAccountWithALongLivedTokenWaitsForItsNewAddress() {
        longLived();
        rename("acme", NEW_ADDRESS);
        List<Long> leads = List.of(deal("Lost one", NEW_ADDRESS), deal("Lost two", NEW_ADDRESS));
        leads.forEach(sandbox::win);

        until().until(() -> connection().outage() != null);

        assertThat(connection().outage().reason())
                .isEqualTo("Kommo has no account at acme: everything there is answered 404");
        assertThat(connection().outage().fix()).contains("Correct the address");
        assertThat(jdbc.sql("select count(*) from work where state = 'DEAD'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> patch("{\"kommo\": {\"subdomain\": \"globex\"}}"))
                .hasMessageStartingWith("409")
                .hasMessageContaining("does not take the token at globex");
        assertThatThrownBy(() -> patch(
                        "{\"kommo\": {\"subdomain\": \"globex\", \"longLivedToken\": \"" + token("globex") + "\"}}"))
                .hasMessageStartingWith("409")
                .hasMessageContaining("This is Kommo account 32720208, and the connection's is 32720107");
        assertThat(connection().kommoSubdomain()).isEqualTo("acme");

        patch("{\"kommo\": {\"subdomain\": \"" + NEW_ADDRESS + "\"}}");

        leads.forEach(lead -> awaitNotes(lead, 1));
        awaitQuiet();
        assertThat(connection().outage()).isNull();
    }

    /** One call that Kommo does not know is no other address. */
    @Test
    void aSingle404IsNoFaultOfTheConnection() {
        sandbox.post(
                "/faults",
                "{\"system\": \"kommo\", \"method\": \"PATCH\", \"path\": \"leads/\", \"status\": 404, \"count\": 1000}");
        long lead = deal("Unknown route", "acme");

        sandbox.win(lead);

        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).startsWith("Kommo refused the call (404)");
        assertThat(connection().outage()).isNull();
        sandbox.delete("/faults");
        replay("deal-won", lead);
        awaitNotes(lead, 1);
    }

    private void longLived() {
        awaitQuiet();
        patch("{\"kommo\": {\"longLivedToken\": \"" + token("acme") + "\"}}");
        awaitQuiet();
        jdbc.sql("delete from audit").update();
        jdbc.sql("delete from token_refresh").update();
    }

    private void refuse(int times) {
        sandbox.post(
                "/faults", "{\"system\": \"kommo\", \"path\": \"api/v4\", \"status\": 401, \"count\": " + times + "}");
    }

    private String token(String account) {
        return sandbox.post("/kommo/accounts/" + account + "/long-lived-token")
                .path("token")
                .asText();
    }

    private String refreshToken(String realm) {
        return sandbox.post("/quickbooks/realms/" + realm + "/refresh-token")
                .path("refreshToken")
                .asText();
    }

    private JsonNode patch(String body) {
        return product.patch("/connections/" + connection().id(), body);
    }

    private List<String> news(String outcome) {
        return jdbc.sql("select detail from token_refresh where outcome = ?")
                .param(outcome)
                .query(String.class)
                .list();
    }
}
