package org.wonbooks.console.work;

import java.util.Optional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.Peer;

/**
 * Why none of a connection's work is done just now.
 *
 * @param fix what a person can do
 */
public record Waiting(String reason, String fix) {

    /** Empty for a connection whose work goes on. The same conditions as those under which work is claimed. */
    public static Optional<Waiting> of(Connection connection) {
        if (connection.mode() == Connection.Mode.OFF) {
            return waiting("The connection is switched off", "On the connection's page, press “Go live”.");
        }
        if (connection.paused()) {
            return waiting("The connection is paused", "On the connection's page, press “Resume”.");
        }
        for (Peer peer : Peer.values()) {
            if (connection.state(peer) != State.READY) {
                String reason = connection.state(peer) == State.NEW
                        ? peer.title() + " is not connected yet"
                        : connection.token(peer).refusal();
                return waiting(
                        reason,
                        "On the connection's page, press “Connect " + peer.title() + "”" + orByHand(connection, peer));
            }
        }
        return Optional.ofNullable(connection.outage()).map(outage -> new Waiting(outage.reason(), outage.fix()));
    }

    /** A long-lived token was given by the API, perhaps where there is no consent page at all. */
    private static String orByHand(Connection connection, Peer peer) {
        TokenStatus token = connection.token(peer);
        boolean longLived = token != null && token.accessExpiresAt() != null && token.refreshExpiresAt() == null;
        return longLived ? ", or “Give a long-lived token”." : ".";
    }

    /** Why some kinds of a connection's work wait; empty when none do. */
    static Optional<Waiting> inShadow(Connection connection) {
        return connection.inShadow()
                ? waiting(
                        "The connection is in shadow: nothing is told to Kommo",
                        "On the connection's page, press" + " “Live”.")
                : Optional.empty();
    }

    private static Optional<Waiting> waiting(String reason, String fix) {
        return Optional.of(new Waiting(reason, fix));
    }
}
