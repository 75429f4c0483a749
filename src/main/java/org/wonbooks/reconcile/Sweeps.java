package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** When both systems are looked through for what no webhook told. */
@Component
public class Sweeps {

    private final ConnectionStore connections;
    private final Watermarks watermarks;
    private final WorkQueue queue;
    private final ReconcileSettings settings;

    public Sweeps(ConnectionStore connections, Watermarks watermarks, WorkQueue queue, ReconcileSettings settings) {
        this.connections = connections;
        this.watermarks = watermarks;
        this.queue = queue;
        this.settings = settings;
    }

    /** A deal counts that is won once both systems are connected: somebody may have billed the ones before by hand. */
    @EventListener
    @Order(0)
    @Transactional
    public void connected(PeerConnected event) {
        Connection connection = connections.get(event.connectionId());
        if (Stream.of(Peer.values()).allMatch(peer -> connection.state(peer) == Connection.State.READY)) {
            watermarks.begin(connection.id());
        }
    }

    /** Marks the sweeps due whose time has come. */
    @Transactional
    public void tick(Connection connection) {
        if (connection.state() == Connection.State.READY) {
            tick(connection.id(), Peer.KOMMO, settings.kommoInterval());
            tick(connection.id(), Peer.QUICKBOOKS, settings.quickbooksInterval());
        }
    }

    private void tick(long connectionId, Peer peer, Duration interval) {
        if (interval.isZero() || !watermarks.due(connectionId, peer, interval)) {
            return;
        }
        // One that waits for its next attempt goes on with its delays, so that it is seen when it fails for good.
        boolean waits = queue.find(connectionId, kind(peer), peer.path())
                .filter(WorkQueue.Standing::open)
                .isPresent();
        if (!waits) {
            mark(connectionId, peer);
        }
    }

    /** The connection leaves the shadow: what was won before is left alone, until a person asks for it. */
    @Transactional
    public void beginNow(long connectionId) {
        watermarks.beginNow(connectionId);
    }

    /**
     * Has both systems looked through now.
     *
     * @param since from that day on, in the account's zone; null: as far back as always
     */
    @Transactional
    public void start(Connection connection, LocalDate since) {
        if (since != null) {
            watermarks.setBack(
                    connection.id(), since.atStartOfDay(connection.zone()).toInstant());
        }
        mark(connection.id(), Peer.KOMMO);
        mark(connection.id(), Peer.QUICKBOOKS);
    }

    private void mark(long connectionId, Peer peer) {
        queue.markDue(connectionId, kind(peer), peer.path(), Lane.connection(connectionId));
    }

    private static WorkKind kind(Peer peer) {
        return peer == Peer.KOMMO ? WorkKind.KOMMO_SWEEP : WorkKind.QUICKBOOKS_SWEEP;
    }
}
