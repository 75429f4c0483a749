package org.wonbooks.kommo;

import java.util.Map;
import org.apache.camel.model.RouteDefinition;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.AccessTokens;
import org.wonbooks.peer.ApiAnswer;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerRoutes;

/** {@code kommo-call}: the door to Kommo. Kommo counts by our address, so the limit is one for all accounts. */
@Component
public class KommoRoutes extends PeerRoutes {

    private final KommoSettings settings;
    private final LimitSettings limits;

    public KommoRoutes(KommoSettings settings, LimitSettings limits, AccessTokens tokens, ConnectionStore connections) {
        super(Peer.KOMMO, tokens, connections);
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    protected String baseUrl(Connection connection) {
        return settings.accountUrl(connection.kommoSubdomain()) + "/api/v4";
    }

    @Override
    protected Map<String, String> queryOfEveryCall() {
        return Map.of();
    }

    @Override
    protected void limit(RouteDefinition route) {
        route.throttle(limits.kommoPerSecond()).timePeriodMillis(1000).id("kommo-per-second");
    }

    @Override
    protected void check(ApiAnswer answer) {
        KommoFaults.check(answer);
    }

    @Override
    protected void answered(Connection connection, ApiRequest request) {
        // Kommo's reads cost nothing: nothing to count.
    }
}
