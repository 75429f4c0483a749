package org.wonbooks.kommo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.LimitSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.oauth.server.RenamedAccounts;
import org.wonbooks.peer.ApiAnswer;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.CallWindow;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.peer.RateLimit;
import org.wonbooks.peer.RateLimits;

/** The door to Kommo. Kommo counts by our address, so the limit is one for all accounts. */
@Component
public class KommoDoor extends PeerDoor {

    /** Every token may read it, and it costs nothing. */
    private static final ApiRequest ACCOUNT = ApiRequest.read("account", Map.of());

    private final KommoSettings settings;
    private final RenamedAccounts renamed;
    private final RateLimit limit;

    public KommoDoor(
            KommoSettings settings,
            LimitSettings allowed,
            RateLimits limits,
            RenamedAccounts renamed,
            AccessTokens tokens,
            ConnectionStore connections,
            Fence fence,
            DatabaseTime time,
            CamelContext camel) {
        super(Peer.KOMMO, tokens, connections, fence, time, camel);
        this.settings = settings;
        this.renamed = renamed;
        limit = limits.of("kommo", List.of(new CallWindow(allowed.kommoPerSecond(), Duration.ofSeconds(1))));
    }

    /**
     * What does not exist is a 204, so a 404 is rare: of a call that Kommo does not know, or of all of them since the
     * account has another address. Only asking tells: where even the account itself is a 404, in Kommo's own words and
     * not for the first time, it is not there.
     */
    @Override
    public String call(Connection connection, Lease lease, ApiRequest request) {
        try {
            return super.call(connection, lease, request);
        } catch (UnknownAddressFault unknown) {
            boolean ofAccount = request.path().equals(ACCOUNT.path());
            String account = account(connection, ofAccount ? request : ACCOUNT, unknown);
            if (ofAccount) {
                return account;
            }
            throw unknown;
        }
    }

    private String account(Connection connection, ApiRequest account, UnknownAddressFault before) {
        try {
            return super.call(connection, null, account);
        } catch (UnknownAddressFault gone) {
            if (gone.isKommos()) {
                throw beside(connection, () -> renamed.follow(connection));
            }
            throw before;
        }
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
    protected RateLimit limit(Connection connection) {
        return limit;
    }

    @Override
    protected void check(ApiRequest request, ApiAnswer answer) {
        KommoFaults.check(answer);
    }

    @Override
    protected void answered(Connection connection, ApiRequest request) {
        // Kommo's reads cost nothing: nothing to count.
    }
}
