package org.wonbooks.fault;

import java.time.Duration;
import org.wonbooks.connection.Peer;

/** A peer lets nobody in from our address, whatever the connection: whoever goes on calling is blocked for longer. */
public class BlockedFault extends PeerDownFault {

    public BlockedFault(Peer peer, String reason, String fix) {
        super(peer, reason, fix);
    }

    private BlockedFault(BlockedFault met, Duration pause) {
        super(met.peer(), met.getMessage(), met.fix(), pause);
    }

    /** The same, with the time after which one call tries again. */
    public BlockedFault lasting(Duration pause) {
        return new BlockedFault(this, pause);
    }

    /** Kommo's own answers are JSON; what stands before it, and blocks addresses, answers with a page. */
    public static BlockedFault ofKommo() {
        return new BlockedFault(
                Peer.KOMMO,
                "Kommo blocks this address",
                "Ask Kommo's support to unblock the address of this server: then it goes on.");
    }
}
