package org.wonbooks.fault;

import java.time.Duration;
import org.wonbooks.connection.Peer;

/** A peer answers, but does not let this connection in: the rights, or what is paid for, do not go so far. */
public class ForbiddenFault extends PeerDownFault {

    /** Rights come back by a person's hand only. */
    private static final Duration PAUSE = Duration.ofMinutes(15);

    public ForbiddenFault(Peer peer, String reason, String fix) {
        super(peer, reason, fix, PAUSE);
    }
}
