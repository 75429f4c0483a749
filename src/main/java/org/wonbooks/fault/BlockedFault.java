package org.wonbooks.fault;

import org.wonbooks.connection.Peer;

/** A peer lets nobody in from our address, whatever the connection: whoever goes on calling is blocked for longer. */
public class BlockedFault extends PeerDownFault {

    public BlockedFault(Peer peer, String reason, String fix) {
        super(peer, reason, fix);
    }

    /** Kommo's own answers are JSON; what stands before it, and blocks addresses, answers with a page. */
    public static BlockedFault ofKommo() {
        return new BlockedFault(
                Peer.KOMMO,
                "Kommo blocks this address",
                "Ask Kommo's support to unblock the address of this server: then it goes on.");
    }
}
