package org.wonbooks.schedule;

import java.util.List;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.sandbox.SandboxInside;
import org.wonbooks.testing.SandboxCalls;

/** What a person consents to in both systems, so that Wonbooks gets tokens. */
final class Consents {

    private final World world;
    private final SandboxInside systems;

    Consents(World world, SandboxInside systems) {
        this.world = world;
        this.systems = systems;
    }

    /** A person connects again whatever needs it; answers the reasons that were given for it. */
    List<String> again() {
        return world.jdbc
                .sql("select system, reason from token where state = 'NEEDS_RECONNECT'")
                .query((row, number) -> {
                    if (row.getString("system").equals("KOMMO")) {
                        kommo(false);
                    } else {
                        quickBooks();
                    }
                    return row.getString("reason");
                })
                .list();
    }

    void kommo(boolean forLong) {
        TokenStore tokens = world.instances.get(0).bean(TokenStore.class);
        if (forLong) {
            tokens.storeLongLived(
                    world.connection(),
                    world.sandbox
                            .post("/kommo/accounts/" + World.SUBDOMAIN + "/long-lived-token")
                            .path("token")
                            .asText());
        } else {
            tokens.storeRefreshToken(world.connection(), Peer.KOMMO, kommoRefreshToken());
        }
    }

    private String kommoRefreshToken() {
        MockHttpServletResponse consent =
                systems.call("GET", "/sandbox/kommo/oauth?client_id=" + World.CLIENT, Map.of(), new byte[0]);
        String code = consent.getHeader("Location").replaceFirst(".*[?&]code=([^&]*).*", "$1");
        String grant =
                """
                {"grant_type": "authorization_code", "code": "%s", "client_id": "%s", "client_secret": "%s",
                 "redirect_uri": "%s/oauth/kommo/callback"}"""
                        .formatted(code, World.CLIENT, World.SECRET, World.PUBLIC_URL);
        return world.sandbox
                .post("/kommo/" + World.SUBDOMAIN + "/oauth2/access_token", grant)
                .path("refresh_token")
                .asText();
    }

    void quickBooks() {
        world.instances
                .get(0)
                .bean(TokenStore.class)
                .storeRefreshToken(world.connection(), Peer.QUICKBOOKS, quickbooksRefreshToken());
    }

    private String quickbooksRefreshToken() {
        return world.sandbox
                .post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                .path("refreshToken")
                .asText();
    }
}
