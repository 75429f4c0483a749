package org.wonbooks.fault;

import org.wonbooks.connection.Peer;

/** A peer lets nobody in from our address, whatever the connection: whoever goes on calling is blocked for longer. */
public class BlockedFault extends PeerDownFault {

    public BlockedFault(Peer peer, String reason, String fix) {
        super(peer, reason, fix);
    }
}
