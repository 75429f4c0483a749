package org.wonbooks.oauth.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.TokenSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.oauth.token.TokenDoubts;
import org.wonbooks.oauth.token.TokenStore;

/** The clockwork that refreshes tokens before they expire. */
@Component
class TokenRefresh extends RouteBuilder {

    /** How long the outcomes of refreshes are kept. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    /** How long the clockwork leaves a peer alone that blocks us. Who needs a token meanwhile tries for himself. */
    private static final Duration BLOCKED = Duration.ofMinutes(15);

    private final AccessTokens accessTokens;
    private final TokenStore tokens;
    private final TokenDoubts doubts;
    private final ConnectionStore connections;
    private final TokenSettings settings;
    private final Clock clock;
    private final Map<Peer, Instant> blockedUntil = new ConcurrentHashMap<>();

    TokenRefresh(
            AccessTokens accessTokens,
            TokenStore tokens,
            TokenDoubts doubts,
            ConnectionStore connections,
            TokenSettings settings,
            Clock clock) {
        this.accessTokens = accessTokens;
        this.tokens = tokens;
        this.doubts = doubts;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("quartz:tokens/refresh?cron=0+*+*+*+*+?&stateful=true&trigger.timeZone=UTC")
                .routeId("token-refresh")
                .description(
                        "Refreshes the tokens that are about to expire, each under its own lease, whether used or not.")
                .process(exchange -> accessTokens.storeUnstored())
                .id("token-refresh-unstored")
                .process(
                        exchange -> tokens.forgetRefreshesBefore(clock.instant().minus(REMEMBERED)))
                .id("token-refresh-forget")
                .setBody(exchange -> DatabaseTime.parameter(clock.instant().plus(settings.refreshBefore())))
                .id("token-refresh-until")
                .to("sql:classpath:sql/due-tokens.sql")
                .id("token-refresh-due")
                .split(body())
                .parallelProcessing()
                .id("token-refresh-each")
                .process(this::refresh)
                .id("token-refresh-one")
                .end();
    }

    private void refresh(Exchange exchange) {
        Map<?, ?> due = exchange.getMessage().getBody(Map.class);
        long connection = ((Number) due.get("connection_id")).longValue();
        Peer peer = Peer.valueOf((String) due.get("system"));
        if (clock.instant().isBefore(blockedUntil.getOrDefault(peer, Instant.MIN))) {
            return;
        }
        Optional<Connection> its = connections.find(connection);
        if (its.isEmpty()) {
            // A consent that came back after its connection was deleted.
            doubts.remove(connection, peer);
            return;
        }
        try {
            accessTokens.replacement(its.get(), peer, ((Number) due.get("version")).longValue());
            blockedUntil.remove(peer);
        } catch (BlockedFault blocked) {
            blockedUntil.put(peer, clock.instant().plus(BLOCKED));
            log.warn("No tokens of {} are refreshed for {}: {}", peer.title(), BLOCKED, blocked.getMessage());
        } catch (RuntimeException e) {
            // The others' turn comes all the same, and this one's again in a minute.
            log.warn("The {} tokens of connection {} stay as they are: {}", peer.title(), connection, e.getMessage());
        }
    }
}
