package org.wonbooks.fault;

import java.time.Duration;
import org.wonbooks.connection.Peer;

/** A peer does not answer, or answers with a failure of its own. Its connections pause until a probe succeeds. */
public class PeerDownFault extends Fault {

    /** Kommo blocks an address for longer that goes on calling; rights come back by a person's hand only. */
    private static final Duration FORBIDDEN = Duration.ofMinutes(15);

    private final Peer peer;
    private final Duration pause;

    public PeerDownFault(Peer peer, String reason) {
        this(
                peer,
                reason,
                "Nothing: " + peer.title() + " is tried again by itself, and everything goes on when it answers.",
                Duration.ZERO);
    }

    private PeerDownFault(Peer peer, String reason, String fix, Duration pause) {
        super(reason, fix);
        this.peer = peer;
        this.pause = pause;
    }

    /** The peer lets us in no more: to try it often would make things worse. */
    public static PeerDownFault forbidden(Peer peer, String reason, String fix) {
        return new PeerDownFault(peer, reason, fix, FORBIDDEN);
    }

    /** Who does not answer. */
    public Peer peer() {
        return peer;
    }

    /** How long it has to be left alone at least. */
    public Duration pause() {
        return pause;
    }
}
