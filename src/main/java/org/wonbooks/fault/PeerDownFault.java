package org.wonbooks.fault;

import org.wonbooks.connection.Peer;

/** A peer does not answer, or answers with a failure of its own. Its connections pause until a probe succeeds. */
public class PeerDownFault extends Fault {

    private final Peer peer;

    public PeerDownFault(Peer peer, String reason) {
        super(
                reason,
                "Nothing: " + peer.title() + " is tried again by itself, and everything goes on when it answers.");
        this.peer = peer;
    }

    /** Who does not answer. */
    public Peer peer() {
        return peer;
    }
}
