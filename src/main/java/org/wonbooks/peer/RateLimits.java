package org.wonbooks.peer;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;

/** Makes the limits on calls: on PostgreSQL they hold over all instances together, on H2 there is only this one. */
@Component
public class RateLimits {

    private final Places places;

    RateLimits(Places places) {
        this.places = places;
    }

    @Bean
    static Places places(
            DatabaseKind database, JdbcClient jdbc, DatabaseTime time, PlatformTransactionManager transactions) {
        return database.oursAlone()
                ? new PlacesInMemory(time::now, jdbc)
                : new PlacesOnPostgreSql(jdbc, time, transactions);
    }

    /** The limit of a scope, which is what a peer counts by, as in {@code quickbooks/<realm>}. One object for each. */
    public RateLimit of(String scope, List<CallWindow> windows) {
        return new RateLimit(scope, windows, places);
    }
}
