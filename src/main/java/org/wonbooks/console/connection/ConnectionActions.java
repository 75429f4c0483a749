package org.wonbooks.console.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.check.result.CheckRequests;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.drift.DriftActions;
import org.wonbooks.oauth.consent.ManualTokens.Proved;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/**
 * What a person does to connections, by page, API or JMX: all or nothing, with its audit row. Refuses in words, as
 * {@link ResponseStatusException}.
 */
@Service
public class ConnectionActions {

    private final ConnectionStore connections;
    private final TokenStore tokens;
    private final WorkQueue queue;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Sweeps sweeps;
    private final DriftActions drift;
    private final CheckRequests checks;
    private final TokenChanges changes;
    private final OwnPipelines pipelines;
    private final Clock clock;

    ConnectionActions(
            ConnectionStore connections,
            TokenStore tokens,
            WorkQueue queue,
            AuditLog audit,
            ApplicationEventPublisher events,
            Sweeps sweeps,
            DriftActions drift,
            CheckRequests checks,
            TokenChanges changes,
            OwnPipelines pipelines,
            Clock clock) {
        this.connections = connections;
        this.tokens = tokens;
        this.queue = queue;
        this.audit = audit;
        this.events = events;
        this.sweeps = sweeps;
        this.drift = drift;
        this.checks = checks;
        this.changes = changes;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    /**
     * A connection to be made; what may be left out may be null.
     *
     * @param mode {@code live}, where none is given
     */
    public record Wanted(
            String name, TokenChanges.Kommo kommo, TokenChanges.QuickBooks quickbooks, JsonNode settings, String mode) {

        /** One that writes nothing until somebody has it go live. */
        public static Wanted inShadow(String name, String subdomain) {
            return new Wanted(name, new TokenChanges.Kommo(subdomain, null), null, null, "shadow");
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Wanted[name=" + name + "]";
        }
    }

    /** What is to be changed; null: stays. */
    public record Change(
            String name,
            TokenChanges.Kommo kommo,
            TokenChanges.QuickBooks quickbooks,
            JsonNode settings,
            Boolean paused,
            String mode) {

        /** Settings, as JSON merge patch has it. */
        public static Change ofSettings(JsonNode settings) {
            return new Change(null, null, null, settings, null, null);
        }

        /** Whether its work waits. */
        public static Change pause(boolean paused) {
            return new Change(null, null, null, null, paused, null);
        }

        /** What it does: {@code live}, {@code shadow} or {@code off}. */
        public static Change mode(String mode) {
            return new Change(null, null, null, null, null, mode);
        }

        /** Its name and the address of its Kommo account. */
        public static Change called(String name, String subdomain) {
            return new Change(name, new TokenChanges.Kommo(subdomain, null), null, null, null, null);
        }

        /** Another token of one of its sides. */
        public static Change token(Peer peer, String token) {
            return peer == Peer.KOMMO
                    ? new Change(null, new TokenChanges.Kommo(null, token), null, null, null, null)
                    : new Change(null, null, new TokenChanges.QuickBooks(null, token), null, null, null);
        }
    }

    /** Published when connections are not as they were. */
    record Changed(long connectionId) {}

    /** Makes a connection, stores the tokens that came with it, and answers its id. */
    @Transactional
    public long create(String who, Wanted wanted) {
        String name = ConnectionName.read(wanted.name());
        TokenChanges.checkNew(wanted.kommo(), wanted.quickbooks());
        String subdomain = wanted.kommo().subdomain();
        String longLived = wanted.kommo().longLivedToken();
        TokenChanges.QuickBooks books = wanted.quickbooks();
        String realmId = books == null ? null : books.realmId();
        String refresh = books == null ? null : books.refreshToken();
        Connection.Mode mode = wanted.mode() == null ? Connection.Mode.LIVE : mode(wanted.mode());
        ConnectionSettings settings = settings(ConnectionSettings.defaults(), wanted.settings());
        pipelines.oneAtATime(subdomain);
        long id = insert(name, subdomain, realmId, settings);
        if (mode != Connection.Mode.LIVE) {
            connections.update(id, name, settings, false, mode);
        }
        pipelines.require(null, connections.get(id));
        audit.add(who, "connection.create", AuditLog.connection(id), name + ", " + subdomain);
        if (longLived != null) {
            tokens.storeLongLived(id, longLived);
            events.publishEvent(new PeerConnected(id, Peer.KOMMO));
        }
        if (refresh != null) {
            tokens.storeRefreshToken(id, Peer.QUICKBOOKS, refresh);
            events.publishEvent(new PeerConnected(id, Peer.QUICKBOOKS));
        }
        events.publishEvent(new Changed(id));
        return id;
    }

    private long insert(String name, String subdomain, String realmId, ConnectionSettings settings) {
        Supplier<ResponseStatusException> taken = () -> new ResponseStatusException(
                HttpStatus.CONFLICT, "QuickBooks company " + realmId + " belongs to another connection already.");
        if (realmId != null && connections.findByRealm(realmId).isPresent()) {
            throw taken.get();
        }
        try {
            return connections.create(name, subdomain, realmId, settings);
        } catch (DuplicateKeyException takenMeanwhile) {
            throw taken.get();
        }
    }

    /** Asks the peers whose the tokens are that come with a change; null: none do. Not within a transaction. */
    public Proved prove(long id, Change change) {
        Connection connection = find(id);
        // A refresh token is used up by the question: nothing else of the change may turn out to be wrong then.
        if (change.name() != null) {
            ConnectionName.read(change.name());
        }
        if (change.mode() != null) {
            mode(change.mode());
        }
        settings(connection, change);
        return changes.prove(connection, change.kommo(), change.quickbooks());
    }

    /**
     * Changes what an operator may change.
     *
     * @param proved of what {@link #prove} found; null: no tokens
     */
    @Transactional
    public void change(String who, long id, Change change, Proved proved) {
        // Its work's row first, as everybody does who takes both.
        boolean provisioned = leavesShadow(find(id), change);
        if (provisioned) {
            provision(id);
        }
        if (proved != null) {
            // New tokens have both looked at anew.
            queue.hold(id, WorkKind.CONNECTION_PROVISION, List.of(String.valueOf(id)));
            queue.hold(id, WorkKind.CONNECTION_CHECK, List.of(String.valueOf(id)));
        }
        Connection old = pipelines.oneAtATime(find(id));
        if (leavesShadow(old, change) && !provisioned) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "Somebody else has changed the connection's mode just now. Try again.");
        }
        Connection.Mode mode = change.mode() == null ? old.mode() : mode(change.mode());
        sweeps.beforeChange(old);
        connections.update(
                id,
                change.name() == null ? old.name() : ConnectionName.read(change.name()),
                settings(old, change),
                change.paused() == null ? old.paused() : change.paused(),
                mode);
        pipelines.require(old, connections.get(id));
        sweeps.changed(old, connections.get(id));
        changes.store(old, proved);
        audit.add(who, "connection.change", AuditLog.connection(id), ChangeWords.of(change));
        events.publishEvent(new Changed(id));
    }

    private static boolean leavesShadow(Connection old, Change change) {
        return old.inShadow() && change.mode() != null && mode(change.mode()) != Connection.Mode.SHADOW;
    }

    /** Has the fields and the webhook made that are missing in Kommo, and the connection checked then. */
    @Transactional
    public void provision(String who, long id) {
        find(id);
        provision(id);
        checks.markDue(id);
        audit.add(who, "connection.provision", AuditLog.connection(id), null);
    }

    private void provision(long id) {
        queue.markDue(id, WorkKind.CONNECTION_PROVISION, String.valueOf(id), Lane.connection(id));
    }

    /**
     * What is asked of a look through both systems.
     *
     * @param since a day like 2026-11-01, in the account's zone; null: as far back as always
     * @param dryRun only say what would be done
     */
    public record Reconcile(String since, Boolean dryRun) {}

    /** Has both systems looked through now. */
    @Transactional
    public void reconcile(String who, long id, Reconcile asked) {
        Connection connection = find(id);
        LocalDate since = asked.since() == null ? null : Since.read(asked.since(), clock.withZone(connection.zone()));
        if (Boolean.TRUE.equals(asked.dryRun())) {
            drift.dryRun(who, id, since);
            return;
        }
        sweeps.start(connection, since);
        audit.add(who, "connection.reconcile", AuditLog.connection(id), since == null ? null : "since " + since);
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Unknown.connection(id));
    }

    private static ConnectionSettings settings(Connection old, Change change) {
        if (!old.hasSettings() && change.settings() == null) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Its settings can't be read. Give \"settings\" in the same call: what is left out has its default.");
        }
        return settings(old.hasSettings() ? old.settings() : ConnectionSettings.defaults(), change.settings());
    }

    private static ConnectionSettings settings(ConnectionSettings old, JsonNode changes) {
        return changes == null ? old : RequestJson.merge(old, changes);
    }

    private static Connection.Mode mode(String mode) {
        return switch (mode) {
            case "live" -> Connection.Mode.LIVE;
            case "off" -> Connection.Mode.OFF;
            case "shadow" -> Connection.Mode.SHADOW;
            default -> throw RequestJson.refused("The mode has to be \"live\", \"shadow\" or \"off\".");
        };
    }
}
