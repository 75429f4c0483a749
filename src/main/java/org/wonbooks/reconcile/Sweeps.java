package org.wonbooks.reconcile;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** When both systems are looked through for what no webhook told. */
@Component
public class Sweeps {

    private final ConnectionStore connections;
    private final Watermarks watermarks;
    private final AtWork atWork;
    private final QuickBooksWebhooks webhooks;
    private final WorkQueue queue;
    private final ReconcileSettings settings;
    private final TransactionTemplate transaction;

    public Sweeps(
            ConnectionStore connections,
            Watermarks watermarks,
            AtWork atWork,
            QuickBooksWebhooks webhooks,
            WorkQueue queue,
            ReconcileSettings settings,
            PlatformTransactionManager transactions) {
        this.connections = connections;
        this.watermarks = watermarks;
        this.atWork = atWork;
        this.webhooks = webhooks;
        this.queue = queue;
        this.settings = settings;
        transaction = new TransactionTemplate(transactions);
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

    /**
     * Takes note that the connection is at work, and marks the sweeps due whose time has come; each by itself, since
     * the row of the work comes before the connection's.
     */
    public void tick(Connection connection) {
        transaction.executeWithoutResult(status -> atWork.seen(connection));
        if (connection.state() == Connection.State.READY) {
            tick(connection.id(), Peer.KOMMO, settings.kommoInterval(), settings.kommoInterval());
            tick(connection.id(), Peer.QUICKBOOKS, settings.quickbooksInterval(), settings.longestQuickbooksInterval());
        }
    }

    private void tick(long connectionId, Peer peer, Duration interval, Duration longest) {
        if (!interval.isZero() && watermarks.seemsDue(connectionId, peer, longest)) {
            transaction.executeWithoutResult(status -> {
                markUnlessItWaits(connectionId, peer);
                if (!watermarks.due(connectionId, peer, interval, longest)) {
                    // Another instance was first.
                    status.setRollbackOnly();
                }
            });
        }
    }

    private void markUnlessItWaits(long connectionId, Peer peer) {
        // One that waits for its next attempt goes on with its delays, so that it is seen when it fails for good.
        boolean waits = queue.find(connectionId, kind(peer), peer.path())
                .filter(WorkQueue.Standing::open)
                .isPresent();
        if (!waits) {
            mark(connectionId, peer);
        }
    }

    /**
     * A sweep over QuickBooks has ended. One that found nothing behind the webhooks, which do come, doubles the time to
     * the next; the first that finds something has it as it was. Part of the caller's transaction.
     *
     * @param surprised whether it found what no webhook had told
     */
    public void swept(Connection connection, boolean surprised) {
        if (settings.grows()) {
            int calm = surprised || !webhooks.come(connection.id()) ? 0 : watermarks.calm(connection.id()) + 1;
            watermarks.calm(connection.id(), calm, settings.quickbooksInterval(calm));
        }
    }

    /**
     * An operator has changed the connection. Where it goes live only now, or counts other deals as won, what was won
     * before is left alone, until a person asks for it; where it goes on after a pause, what was won meanwhile is
     * looked at in that light.
     */
    @Transactional
    public void changed(Connection before, Connection now) {
        boolean leavesShadow = before.inShadow() && !now.inShadow();
        boolean goesLiveFirst = before.mode() != Mode.LIVE
                && now.mode() == Mode.LIVE
                && before.live().seenAt() == null;
        if (leavesShadow || goesLiveFirst) {
            watermarks.beginNow(now.id());
        } else if (!before.hasSettings()
                || !before.settings().won().sameStage(now.settings().won())) {
            watermarks.beginAnew(now.id());
        }
        atWork.seen(now);
    }

    /** An operator is about to change the connection. */
    @Transactional
    public void beforeChange(Connection connection) {
        atWork.seen(connection);
    }

    /**
     * Has both systems looked through now.
     *
     * @param since from that day on, in the account's zone; null: as far back as always
     */
    @Transactional
    public void start(Connection connection, LocalDate since) {
        mark(connection.id(), Peer.KOMMO);
        mark(connection.id(), Peer.QUICKBOOKS);
        if (since != null) {
            watermarks.setBack(
                    connection.id(), since.atStartOfDay(connection.zone()).toInstant());
        }
    }

    private void mark(long connectionId, Peer peer) {
        queue.markDue(connectionId, kind(peer), peer.path(), Lane.connection(connectionId));
    }

    private static WorkKind kind(Peer peer) {
        return peer == Peer.KOMMO ? WorkKind.KOMMO_SWEEP : WorkKind.QUICKBOOKS_SWEEP;
    }
}
