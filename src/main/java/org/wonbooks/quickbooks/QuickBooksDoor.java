package org.wonbooks.quickbooks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.peer.ApiAnswer;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.CallWindow;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.peer.RateLimit;
import org.wonbooks.peer.RateLimits;
import org.wonbooks.quickbooks.usage.MeteredReads;

/** The door to QuickBooks, which counts by company (realm), a second and a minute. */
@Component
public class QuickBooksDoor extends PeerDoor {

    private final QuickBooksSettings settings;
    private final LimitSettings allowed;
    private final RateLimits limits;
    private final MeteredReads reads;
    private final Map<String, RateLimit> byRealm = new ConcurrentHashMap<>();

    public QuickBooksDoor(
            QuickBooksSettings settings,
            LimitSettings allowed,
            RateLimits limits,
            MeteredReads reads,
            AccessTokens tokens,
            ConnectionStore connections,
            Fence fence,
            DatabaseTime time,
            CamelContext camel) {
        super(Peer.QUICKBOOKS, tokens, connections, fence, time, camel);
        this.settings = settings;
        this.allowed = allowed;
        this.limits = limits;
        this.reads = reads;
    }

    @Override
    protected String baseUrl(Connection connection) {
        return settings.apiUrl() + "/v3/company/" + connection.realmId();
    }

    /** The only minor version that still means anything, said explicitly. */
    @Override
    protected Map<String, String> queryOfEveryCall() {
        return Map.of("minorversion", "75");
    }

    @Override
    protected RateLimit limit(Connection connection) {
        return byRealm.computeIfAbsent(
                connection.realmId(),
                realm -> limits.of(
                        "quickbooks/" + realm,
                        List.of(
                                new CallWindow(allowed.quickbooksPerMinute(), Duration.ofMinutes(1)),
                                new CallWindow(allowed.quickbooksPerSecond(), Duration.ofSeconds(1)),
                                new CallWindow(allowed.quickbooksInFlight(), Duration.ZERO))));
    }

    @Override
    protected void check(ApiRequest request, ApiAnswer answer) {
        QuickBooksFaults.check(answer, request.isRead());
    }

    @Override
    protected void answered(Connection connection, ApiRequest request) {
        if (request.isRead()) {
            reads.count(connection.id());
        }
    }
}
