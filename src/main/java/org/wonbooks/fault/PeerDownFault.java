package org.wonbooks.fault;

import java.time.Duration;
import org.wonbooks.connection.Peer;

/** A peer does not answer, or answers with a failure of its own. Its connections pause until a probe succeeds. */
public class PeerDownFault extends Fault {

    /** Whoever lets us in no more is not asked often: it needs a person's hand. */
    private static final Duration KEPT_OUT = Duration.ofMinutes(15);

    private final Peer peer;
    private final Duration pause;

    public PeerDownFault(Peer peer, String reason) {
        this(
                peer,
                reason,
                "Nothing: " + peer.title() + " is tried again by itself, and everything goes on when it answers.",
                Duration.ZERO);
    }

    /** Of a peer that answers, and lets us in no more. */
    protected PeerDownFault(Peer peer, String reason, String fix) {
        this(peer, reason, fix, KEPT_OUT);
    }

    protected PeerDownFault(Peer peer, String reason, String fix, Duration pause) {
        super(reason, fix);
        this.peer = peer;
        this.pause = pause;
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
