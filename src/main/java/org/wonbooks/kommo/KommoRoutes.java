package org.wonbooks.kommo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.wonbooks.peer.RateLimit;

/** {@code kommo-call}: the door to Kommo. Kommo counts by our address, so the limit is one for all accounts. */
@Component
public class KommoRoutes extends PeerRoutes {

    private final KommoSettings settings;
    private final List<RateLimit> perSecond;

    public KommoRoutes(KommoSettings settings, LimitSettings limits, AccessTokens tokens, ConnectionStore connections) {
        super(Peer.KOMMO, tokens, connections);
        this.settings = settings;
        perSecond = List.of(new RateLimit(limits.kommoPerSecond(), Duration.ofSeconds(1)));
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
    protected List<RateLimit> limits(Connection connection) {
        return perSecond;
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
