package org.wonbooks.fault;

import java.time.Duration;

/** A peer asks us to wait. Uses no attempt. */
public class ThrottledFault extends Fault {

    private final Duration wait;

    public ThrottledFault(String reason, Duration wait) {
        super(reason, null);
        this.wait = wait;
    }

    /** How long to wait before the next call. */
    public Duration waitFor() {
        return wait;
    }
}
