package org.wonbooks.testing;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test turns it. */
public class TestClock extends UtcClock {

    private volatile Instant now;

    public TestClock(Instant now) {
        this.now = now;
    }

    public void set(Instant now) {
        this.now = now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
