package org.wonbooks.fault;

import org.wonbooks.connection.Peer;

/** A peer has answered, with more than is read at once. It is not down: a list is asked for in smaller parts. */
public class TooLargeFault extends PermanentFault {

    /** @param call which one, in words */
    public TooLargeFault(Peer peer, String call, int megabytes) {
        super(
                peer.title() + " answered " + call + " with more than " + megabytes + " MB",
                "Make what it is about smaller in " + peer.title()
                        + ": long descriptions and notes, hundreds of lines or fields. Then press “Try again”.");
    }
}
