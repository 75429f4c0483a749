package org.wonbooks.oauth.access;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;

/** After each test the tokens and the account's address are as before. */
abstract class RestoredTokens extends RunningWonbooks {

    static final String NEW_ADDRESS = "acme-studio";

    @AfterEach
    void asBefore() {
        sandbox.delete("/faults");
        time.reset();
        if (sandbox.get("/state").at("/kommo/accounts/0/subdomain").asText().equals(NEW_ADDRESS)) {
            rename(NEW_ADDRESS, "acme");
        }
        jdbc.sql("update connection set kommo_subdomain = 'acme' where realm_id = ?")
                .param(SandboxCalls.REALM)
                .update();
        jdbc.sql("delete from token where system = 'KOMMO'").update();
        sandboxConnection.connect();
        awaitQuiet();
    }

    public long deal(String name, String account) {
        return sandbox.post("/kommo/leads?account=" + account, dealJson(name, "14", name + " Contact", null))
                .path("id")
                .asLong();
    }

    void rename(String from, String to) {
        sandbox.patch("/kommo/account?account=" + from, "{\"subdomain\": \"" + to + "\"}");
    }

    List<String> audit(String action) {
        return jdbc.sql("select detail from audit where action = ? order by id")
                .param(action)
                .query(String.class)
                .list();
    }
}
