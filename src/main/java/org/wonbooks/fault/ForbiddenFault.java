package org.wonbooks.fault;

import org.wonbooks.connection.Peer;

/** A peer answers, but does not let this connection in: the rights, or what is paid for, do not go so far. */
public class ForbiddenFault extends PeerDownFault {

    public ForbiddenFault(Peer peer, String reason, String fix) {
        super(peer, reason, fix);
    }
}
