package org.wonbooks.check.result;

import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Has connections checked: before the first deal by itself, and whenever a person asks for it. */
@Component
public class CheckRequests {

    private final WorkQueue queue;
    private final RunningRoutes routes;

    public CheckRequests(WorkQueue queue, RunningRoutes routes) {
        this.queue = queue;
        this.routes = routes;
    }

    /**
     * Once both systems are connected. What provisioning mends is mended then: it is marked first, in the same lane.
     */
    @EventListener
    public void connected(PeerConnected event) {
        markDue(event.connectionId());
    }

    /** Has a connection checked after the work on it that is due already. */
    public void markDue(long connectionId) {
        queue.markDue(
                connectionId, WorkKind.CONNECTION_CHECK, String.valueOf(connectionId), Lane.connection(connectionId));
    }

    /** Checks a connection now, whatever state it is in; takes some seconds. */
    @SuppressWarnings("unchecked")
    public List<CheckRow> run(Connection connection) {
        Exchange done = routes.run("connection-check", exchange -> exchange.setVariable("connection", connection));
        if (done.getException() != null) {
            throw new IllegalStateException(
                    "The check of connection " + connection.id() + " broke off", done.getException());
        }
        return done.getMessage().getBody(List.class);
    }
}
