package org.wonbooks.console.connection;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Unknown;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.Fault;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.oauth.server.Farewell;
import org.wonbooks.oauth.token.TokenDoubts;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.reconcile.provision.Provisioning;
import org.wonbooks.work.GivenUp;

/**
 * How a person ends a connection, or one side of it: the peers are told, and whatever they answer it is ended here.
 * What was done with its deals stays in the tables.
 */
@Service
class ConnectionEnds {

    private static final String ENDED = "The connection was deleted";

    private final ConnectionStore connections;
    private final TokenStore tokens;
    private final TokenDoubts doubts;
    private final AccessTokens access;
    private final Farewell farewell;
    private final Provisioning provisioning;
    private final GivenUp work;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ConnectionEnds(
            ConnectionStore connections,
            TokenStore tokens,
            TokenDoubts doubts,
            AccessTokens access,
            Farewell farewell,
            Provisioning provisioning,
            GivenUp work,
            AuditLog audit,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.connections = connections;
        this.tokens = tokens;
        this.doubts = doubts;
        this.access = access;
        this.farewell = farewell;
        this.provisioning = provisioning;
        this.work = work;
        this.audit = audit;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
    }

    /**
     * Ends the access to one side: the connection's work waits until it is connected again.
     *
     * @return what is left to do at the peer, in words; empty: nothing
     */
    Optional<String> disconnect(String who, long id, Peer peer) {
        Connection connection = find(id);
        Optional<String> left = tell(connection, peer);
        transaction.executeWithoutResult(status -> {
            doubts.remove(id, peer);
            audit.add(who, "connection.disconnect", AuditLog.connection(id), peer.title());
            events.publishEvent(new ConnectionActions.Changed(id));
        });
        return left;
    }

    /**
     * Ends it. Nothing is begun or written any more before the peers are told; what a call that is under way then does
     * is the last. Whoever is stopped in between does it again.
     *
     * @return what is left to do at the peers, in words
     */
    List<String> delete(String who, long id) {
        Connection connection = find(id);
        jdbc.sql("update connection set mode = 'off' where id = ?").param(id).update();
        List<String> left = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            tell(connection, peer).ifPresent(left::add);
        }
        transaction.executeWithoutResult(status -> end(who, connection));
        return left;
    }

    private void end(String who, Connection connection) {
        long id = connection.id();
        // Work's rows before the connection's, as everybody does who takes both.
        work.all(id, ENDED);
        // Its company may be connected anew.
        boolean first = jdbc.sql("update connection set mode = 'off', realm_id = null, deleted_at = ?"
                                + " where id = ? and deleted_at is null")
                        .params(DatabaseTime.parameter(clock.instant()), id)
                        .update()
                == 1;
        if (!first) {
            throw Unknown.connection(id);
        }
        for (Peer peer : Peer.values()) {
            doubts.remove(id, peer);
        }
        for (String table : List.of("oauth_state", "left_out", "checked_account")) {
            jdbc.sql("delete from " + table + " where connection_id = ?")
                    .param(id)
                    .update();
        }
        String company = connection.realmId() == null ? "" : ", company " + connection.realmId();
        String words = connection.name() + ", " + connection.kommoSubdomain() + company;
        audit.add(who, "connection.delete", AuditLog.connection(id), words);
        events.publishEvent(new ConnectionActions.Changed(id));
    }

    private Optional<String> tell(Connection connection, Peer peer) {
        Optional<TokenStore.Stored> stored = tokens.find(connection.id(), peer).filter(each -> !each.needsReconnect());
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        return peer == Peer.KOMMO
                ? tellKommo(connection, stored.get().tokens().refresh() == null)
                : farewell.revoke(stored.get().tokens().refresh())
                        .map(status -> "QuickBooks did not hear that the access is over. Disconnect the app there:"
                                + " Apps > My apps.");
    }

    /** Kommo takes no token back. */
    private Optional<String> tellKommo(Connection connection, boolean longLived) {
        boolean heard = unsubscribed(connection);
        String webhook = heard ? "" : " and the webhook of Wonbooks under Settings > Integrations > Web hooks";
        return heard && !longLived
                ? Optional.empty()
                : Optional.of(
                        "In Kommo remove " + (longLived ? "the long-lived token" : "the integration") + webhook + ".");
    }

    private boolean unsubscribed(Connection connection) {
        try {
            String token = access.current(connection, Peer.KOMMO).value();
            return farewell.unsubscribe(connection.kommoSubdomain(), token, provisioning.webhookUrl(connection))
                    .isEmpty();
        } catch (Fault noToken) {
            return false;
        }
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Unknown.connection(id));
    }
}
